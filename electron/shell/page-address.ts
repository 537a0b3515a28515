import { join } from 'node:path';
import { app } from 'electron';
import { appOrigin } from './app-files.ts';

export interface PageAddress {
  readonly url: string;
  /** The tab strip of a window. */
  readonly stripUrl: string;
  readonly origin: string;
}

/**
 * @returns the page of the application: the built one, or a developer's server that rebuilds it as it is edited,
 * which a packaged application never listens to.
 */
export function findPage(): PageAddress {
  const server = process.env.ELECTRON_RENDERER_URL;
  if (app.isPackaged || server === undefined) {
    return {
      url: `${appOrigin}/index.html`,
      stripUrl: `${appOrigin}/strip.html`,
      origin: appOrigin,
    };
  }
  const { origin } = new URL(server);
  return { url: `${origin}/`, stripUrl: `${origin}/strip.html`, origin };
}

/** The folder of the built pages and other files of the build, seen from the built main script. */
export const builtPages = join(__dirname, '../renderer');
export const builtPreload = join(__dirname, '../preload/preload.cjs');
/** Put there by the build; macOS takes the application's own. */
export const builtIcon = join(__dirname, 'icon.png');
/** The licences of the libraries in each bundle, by the name that the build gives them. */
export const builtNotices = ['main', 'preload', 'renderer'].map((bundle) =>
  join(__dirname, '..', bundle, 'third-party-notices.txt'),
);
