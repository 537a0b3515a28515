import { describe, expect, test, vi } from 'vitest';
import { AppCalls, type AppServices } from '../../../electron/ipc/handlers/app-calls.ts';
import { ConnectionCalls } from '../../../electron/ipc/handlers/connection-calls.ts';
import { LaunchRequest, LaunchSession } from '../../../electron/ipc/handlers/launch-request.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import type { Settings } from '../../../shared/model/application.ts';
import { defaultConnectionSettings } from '../../../shared/model/connection.ts';

const settings: Settings = { theme: 'system', language: 'system', panels: {} };
const local = { ...defaultConnectionSettings, connectString: 'localhost:2181' };

function setUpApp(launch = new LaunchRequest({ readOnly: false })) {
  const services: AppServices = {
    version: '1.2.3',
    platform: 'linux',
    launch,
    resolveLanguage: () => 'zh-CN',
    applySettings: vi.fn(),
    openExternal: vi.fn(() => Promise.resolve()),
    writeClipboard: vi.fn(),
    zoom: vi.fn(() => 1.1),
  };
  const storage = {
    settings: {
      get: () => settings,
      change: (change: Partial<Settings>) => ({ ...settings, ...change }),
    },
  } as unknown as Storage;
  return { app: new AppCalls(storage, services), services };
}

function setUpSession(launch: LaunchRequest) {
  const inner = { connect: vi.fn(), disconnect: vi.fn() };
  const context = { signal: new AbortController().signal, callId: 'c' };
  return { session: new LaunchSession(inner, launch), inner, context };
}

describe('app', () => {
  test('the startup holds what the first paint needs', () => {
    const launch = new LaunchRequest({ connect: 'a:1', path: '/x', readOnly: true });
    expect(setUpApp(launch).app.getStartup()).toEqual({
      version: '1.2.3',
      platform: 'linux',
      language: 'zh-CN',
      settings,
      connect: { ...defaultConnectionSettings, connectString: 'a:1', readOnly: true },
      path: '/x',
    });
    expect(setUpApp().app.getStartup()).not.toHaveProperty('connect');
  });

  test('changed settings are answered whole and applied outside the page', () => {
    const { app, services } = setUpApp();
    const changed = { ...settings, theme: 'dark' };
    expect(app.changeSettings({ theme: 'dark' })).toEqual(changed);
    expect(services.applySettings).toHaveBeenCalledExactlyOnceWith(changed);
  });

  test('the clipboard, the browser and the zoom are the services of the machine', async () => {
    const { app, services } = setUpApp();
    await app.openExternal({ url: 'https://zookeeper.apache.org' });
    await app.writeClipboard({ text: '/a' });
    expect(app.zoom({ change: 'in' })).toBe(1.1);
    expect(services.openExternal).toHaveBeenCalledWith('https://zookeeper.apache.org');
    expect(services.writeClipboard).toHaveBeenCalledWith('/a');
  });
});

describe('connections', () => {
  test('forgetting answers with those that are left', () => {
    let recent = ['a', 'b'];
    const storage = {
      recentConnections: {
        list: () => recent,
        forget: (connectString: string) => {
          recent = recent.filter((each) => each !== connectString);
        },
      },
    } as unknown as Storage;
    const calls = new ConnectionCalls(storage);
    expect(calls.listRecent()).toEqual(['a', 'b']);
    expect(calls.forgetRecent({ connectString: 'a' })).toEqual(['b']);
  });
});

describe('session', () => {
  test('--read-only holds for every connection of the window', async () => {
    const { session, inner, context } = setUpSession(new LaunchRequest({ readOnly: true }));
    await session.connect({ settings: local }, context);
    await session.connect({ settings: local }, context);
    for (const [input] of inner.connect.mock.calls) {
      expect(input).toEqual({ settings: { ...local, readOnly: true } });
    }
  });

  test('without it the settings are passed on as they are', async () => {
    const { session, inner, context } = setUpSession(new LaunchRequest({ readOnly: false }));
    await session.connect({ settings: local }, context);
    expect(inner.connect).toHaveBeenCalledExactlyOnceWith({ settings: local }, context);
  });

  test('a page that reloads is not told again to open what has been tried or closed', async () => {
    for (const verb of ['connect', 'disconnect'] as const) {
      const launch = new LaunchRequest({ connect: 'a:1', path: '/x', readOnly: false });
      const { session, context } = setUpSession(launch);
      expect(launch.pending).toHaveProperty('connect');
      if (verb === 'connect') await session.connect({ settings: local }, context);
      else await session.disconnect(undefined, context);
      expect(launch.pending).toEqual({});
    }
  });
});
