import { app, session, type WebContents } from 'electron';
import type { Log } from './log.ts';
import { mayNavigate } from './navigation-rules.ts';
import { closeNetwork, closeWebRtc } from './network-wall.ts';

/**
 * Takes from every page what this application's own pages do not need: navigation, new windows, webviews, WebRTC, a say
 * in their own end. Must run before the first window is made.
 * @param pageUrls the addresses of the application's own pages; each may only be loaded again where it is
 */
export function hardenPages(pageUrls: readonly string[], log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    hardenContents(contents, pageUrls, log);
  });
}

/**
 * Denies what all pages share: every permission and device, asked for or only looked up, downloads, and the network
 * unless a developer's server is on it. Must be awaited after the application is ready, before the first page is loaded.
 * @param servesPagesItself false when the pages come from a developer's server
 */
export async function hardenSession(log: Log, servesPagesItself: boolean): Promise<void> {
  const pages = session.defaultSession;
  pages.setPermissionRequestHandler((_contents, _permission, answer) => {
    answer(false);
  });
  pages.setPermissionCheckHandler(() => false);
  pages.setDevicePermissionHandler(() => false);
  pages.on('will-download', (event) => {
    event.preventDefault();
    log.warn('A download was refused.');
  });
  if (servesPagesItself) await closeNetwork(pages);
}

function hardenContents(contents: WebContents, pageUrls: readonly string[], log: Log): void {
  const guard = (event: { preventDefault(): void }, url: string) => {
    const own = pageUrls.find((pageUrl) => mayNavigate(contents.getURL(), pageUrl));
    if (own !== undefined && mayNavigate(url, own)) return;
    event.preventDefault();
    // Without the address: it may come from node data.
    log.warn('A navigation was refused.');
  };
  contents.on('will-navigate', guard);
  contents.on('will-redirect', guard);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  // Prevented is the page's objection to being closed or reloaded, not the closing.
  contents.on('will-prevent-unload', (event) => {
    event.preventDefault();
  });
  closeWebRtc(contents);
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(() => {
    log.warn('A new window was refused.');
    return { action: 'deny' };
  });
}
