import { app, session, type WebContents } from 'electron';
import type { Log } from './log.ts';
import { mayNavigate } from './navigation-rules.ts';

/**
 * Takes from every page what this application's own page does not need: permissions, devices, navigation, new
 * windows, webviews. Must run before the first window is made.
 * @param pageUrl the address of the application's page, the only one that may be (re)loaded
 */
export function hardenPages(pageUrl: string, log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents, pageUrl, log);
  });
}

/** Denies every permission, asked for or only looked up. Must run after the application is ready. */
export function denyPermissions(): void {
  const pages = session.defaultSession;
  pages.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
}

function hardenContents(contents: WebContents, pageUrl: string, log: Log): void {
  const guard = (event: { preventDefault(): void }, url: string) => {
    if (mayNavigate(url, pageUrl)) return;
    event.preventDefault();
    // Without the address: it may come from node data.
    log.warn('A navigation was refused.');
  };
  contents.on('will-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => {
    log.warn('A new window was refused.');
    return { action: 'deny' };
  });
}
