import type { CommandLine, Session, WebContents } from 'electron';
import { appScheme } from './app-files.ts';

/**
 * A page never needs the network: the main process alone speaks with servers, by sockets of its own. So whatever runs
 * in a page is kept from it, in three ways of which each would do alone, since a content security policy knows nothing
 * of WebRTC, and not everything that Chromium asks for passes by the same place.
 */

/** Nothing listens there: a port below 1024 is for the system, and this one for a service that nobody runs. */
const deadProxy = 'http://127.0.0.1:1';

/** What a page is made of, and how Chromium hands itself what is there already. */
const localProtocols: ReadonlySet<string> = new Set([
  `${appScheme}:`,
  'data:',
  'blob:',
  'devtools:',
]);

/** Leaves no name that Chromium could look up, not even one of this machine. Must run before the application is ready. */
export function resolveNoNames(commandLine: Pick<CommandLine, 'appendSwitch'>): void {
  commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
}

/**
 * Refuses every request to the network, and sends what would not ask first to a proxy that is not there, to this
 * machine's own addresses too. Must be awaited before the first page is loaded.
 */
export async function closeNetwork(pages: Pick<Session, 'setProxy' | 'webRequest'>): Promise<void> {
  pages.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !isLocal(url) });
  });
  await pages.setProxy({
    mode: 'fixed_servers',
    proxyRules: deadProxy,
    proxyBypassRules: '<-loopback>',
  });
}

/** Keeps WebRTC from sending anything that does not go through the proxy. */
export function closeWebRtc(contents: Pick<WebContents, 'setWebRTCIPHandlingPolicy'>): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

function isLocal(url: string): boolean {
  return URL.canParse(url) && localProtocols.has(new URL(url).protocol);
}
