import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { denyPermissions, hardenPages } from '../../../electron/shell/hardening.ts';
import type { Log } from '../../../electron/shell/log.ts';
import { openExternal } from '../../../electron/shell/open-external.ts';

const electron = vi.hoisted(() => ({
  app: undefined as unknown as EventEmitter,
  session: {
    defaultSession: {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
    },
  },
  shell: { openExternal: vi.fn(() => Promise.resolve()) },
}));
vi.mock('electron', () => electron);

const page = 'app://treekeeper/index.html';

class Contents extends EventEmitter {
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
beforeEach(() => {
  electron.app = new EventEmitter();
  contents = new Contents();
  hardenPages(page, { warn: vi.fn() } as unknown as Log);
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

  test('new windows and webviews are denied', () => {
    expect(contents.openWindow?.({ url: 'https://example.com/' })).toEqual({ action: 'deny' });
    expect(contents.isPrevented('will-attach-webview', {})).toBe(true);
  });

  test('every permission is denied, asked for or looked up', () => {
    denyPermissions();
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

  test('only web addresses are handed to the system', async () => {
    await openExternal('https://zookeeper.apache.org');
    await expect(openExternal('file:///etc/passwd')).rejects.toMatchObject({
      failure: { code: 'INVALID_INPUT' },
    });
    expect(electron.shell.openExternal).toHaveBeenCalledExactlyOnceWith(
      'https://zookeeper.apache.org',
    );
  });
});
