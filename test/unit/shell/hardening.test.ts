import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { hardenPages, hardenSession } from '../../../electron/shell/hardening.ts';
import type { Log } from '../../../electron/shell/log.ts';

const electron = vi.hoisted(() => ({
  app: undefined as unknown as EventEmitter,
  session: {
    defaultSession: {
      on: vi.fn<(name: string, listener: (event: object) => void) => void>(),
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
      setProxy: vi.fn(() => Promise.resolve()),
      webRequest: { onBeforeRequest: vi.fn() },
    },
  },
}));
vi.mock('electron', () => electron);

const page = 'app://treekeeper/index.html';
const strip = 'app://treekeeper/strip.html';

class Contents extends EventEmitter {
  setWebRTCIPHandlingPolicy = vi.fn();
  url = page;
  getURL(): string {
    return this.url;
  }
  openWindow: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openWindow = handler;
  }
  /** @returns whether an event was kept from happening. */
  isPrevented(name: string, details: object, ...args: unknown[]): boolean {
    const preventDefault = vi.fn();
    this.emit(name, { ...details, preventDefault }, ...args);
    return preventDefault.mock.calls.length > 0;
  }
}

let contents: Contents;
const log = { warn: vi.fn() } as unknown as Log;
beforeEach(() => {
  electron.app = new EventEmitter();
  contents = new Contents();
  hardenPages([page, strip], log);
  electron.app.emit('web-contents-created', {}, contents);
});

describe('hardening', () => {
  test('every page, whenever made, may only reload itself', () => {
    for (const name of ['will-navigate', 'will-redirect']) {
      expect(contents.isPrevented(name, {}, page)).toBe(false);
      expect(contents.isPrevented(name, {}, 'https://example.com/')).toBe(true);
    }
    expect(contents.isPrevented('will-frame-navigate', { isMainFrame: false })).toBe(true);
  });

  test('a page and a tab strip do not take the place of each other', () => {
    expect(contents.isPrevented('will-navigate', {}, strip)).toBe(true);
    contents.url = strip;
    expect(contents.isPrevented('will-navigate', {}, strip)).toBe(false);
    expect(contents.isPrevented('will-navigate', {}, page)).toBe(true);
  });

  test('new windows and webviews are denied', () => {
    expect(contents.openWindow?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    expect(contents.isPrevented('will-attach-webview', {})).toBe(true);
  });

  test('every permission is denied, asked for or looked up', async () => {
    await hardenSession(log, true);
    const { defaultSession } = electron.session;
    const answer = vi.fn();
    const request = defaultSession.setPermissionRequestHandler.mock.lastCall?.[0] as (
      ...args: unknown[]
    ) => void;
    const check = defaultSession.setPermissionCheckHandler.mock.lastCall?.[0] as () => boolean;
    const device = defaultSession.setDevicePermissionHandler.mock.lastCall?.[0] as () => boolean;
    request(contents, 'geolocation', answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith(false);
    expect(check()).toBe(false);
    expect(device()).toBe(false);
  });

  test('no page can object to its end', () => {
    expect(contents.isPrevented('will-prevent-unload', {})).toBe(true);
  });

  test('WebRTC goes through the proxy or nowhere', () => {
    expect(contents.setWebRTCIPHandlingPolicy).toHaveBeenCalledExactlyOnceWith(
      'disable_non_proxied_udp',
    );
  });

  test('downloads are denied', async () => {
    await hardenSession(log, true);
    const { on } = electron.session.defaultSession;
    const refuse = on.mock.calls.find(([name]) => name === 'will-download')?.[1];
    const event = { preventDefault: vi.fn() };
    refuse?.(event);
    expect(event.preventDefault).toHaveBeenCalledOnce();
  });

  test('no page reaches the network, this machine’s own addresses included', async () => {
    await hardenSession(log, true);
    const { setProxy, webRequest } = electron.session.defaultSession;
    expect(setProxy).toHaveBeenCalledWith({
      mode: 'fixed_servers',
      proxyRules: 'http://127.0.0.1:1',
      proxyBypassRules: '<-loopback>',
    });
    const decide = webRequest.onBeforeRequest.mock.lastCall?.[0] as (
      request: { url: string },
      answer: (decision: { cancel: boolean }) => void,
    ) => void;
    const isCancelled = (url: string) => {
      const answer = vi.fn();
      decide({ url }, answer);
      return (answer.mock.lastCall?.[0] as { cancel: boolean }).cancel;
    };
    for (const url of [page, 'data:text/plain,x', 'blob:app://treekeeper/1']) {
      expect(isCancelled(url), url).toBe(false);
    }
    for (const url of ['http://127.0.0.1/', 'https://a.b/', 'ws://a/', 'file:///etc/passwd', '']) {
      expect(isCancelled(url), url).toBe(true);
    }
  });

  test('a developer’s server stays reachable', async () => {
    electron.session.defaultSession.setProxy.mockClear();
    await hardenSession(log, false);
    expect(electron.session.defaultSession.setProxy).not.toHaveBeenCalled();
  });
});
