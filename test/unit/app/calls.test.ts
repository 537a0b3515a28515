import { describe, expect, test, vi } from 'vitest';
import { AppCalls, type AppServices } from '../../../electron/app/calls/app-calls.ts';
import { ConnectionCalls } from '../../../electron/app/calls/connection-calls.ts';
import { PageCalls } from '../../../electron/app/calls/page-calls.ts';
import { PageSession } from '../../../electron/app/calls/page-session.ts';
import { LaunchRequest, openingOf } from '../../../electron/app/launch-request.ts';
import type { ProfileStore } from '../../../electron/storage/profile-store.ts';
import type { SettingsStore } from '../../../electron/storage/settings-store.ts';
import type { Settings } from '../../../shared/model/application.ts';
import { defaultConnectionSettings } from '../../../shared/model/connection.ts';
import { targetOf } from '../../fixtures/target-of.ts';

const settings: Settings = { theme: 'system', language: 'system', panels: {} };
const local = { ...defaultConnectionSettings, target: targetOf('localhost:2181') };

function setUpSession(launch: LaunchRequest) {
  const inner = { connect: vi.fn(), createChroot: vi.fn(), disconnect: vi.fn() };
  const renew = vi.fn();
  const context = { signal: new AbortController().signal, callId: 'c' };
  return { session: new PageSession({ session: inner, launch, renew }), inner, renew, context };
}

describe('page', () => {
  function setUp(launch = new LaunchRequest({ readOnly: false }), shown?: string) {
    const services = {
      version: '1.2.3',
      platform: 'linux',
      zoom: vi.fn(() => 1.1),
      edit: vi.fn(),
      runTabCommand: vi.fn(),
      renew: vi.fn(),
    } as const;
    const page = new PageCalls(services, launch, {
      settings: () => ({ settings, language: 'zh-CN' }),
      shownPath: () => shown,
    });
    return { page, services };
  }

  test('the startup holds what the first paint needs', () => {
    const asked = { connect: targetOf('a:1'), path: '/x', readOnly: true };
    const launch = new LaunchRequest(openingOf(asked));
    expect(setUp(launch).page.getStartup()).toEqual({
      version: '1.2.3',
      platform: 'linux',
      language: 'zh-CN',
      settings,
      // What the command line asks for holds for this window and is remembered for no connection.
      readOnly: true,
      connect: { ...defaultConnectionSettings, target: targetOf('a:1') },
      path: '/x',
    });
    expect(setUp().page.getStartup()).not.toHaveProperty('connect');
  });

  test('a page that is loaded again goes on where it was, and reports a crash once', () => {
    const launch = new LaunchRequest({ readOnly: false });
    const { page } = setUp(launch, '/shown');
    expect(page.getStartup()).toMatchObject({ path: '/shown' });
    launch.noteCrash('once');
    expect(page.getStartup()).toMatchObject({ path: '/shown', isAfterCrash: true });
    expect(page.getStartup()).not.toHaveProperty('isAfterCrash');
  });

  test('a page that crashes repeatedly starts with nothing, which may be what it crashes of', () => {
    const launch = new LaunchRequest({ connect: local, path: '/asked', readOnly: false });
    const { page } = setUp(launch, '/shown');
    launch.noteCrash('repeated');
    const startup = page.getStartup();
    expect(startup.isAfterCrash).toBe(true);
    expect(startup).not.toHaveProperty('path');
    expect(startup).not.toHaveProperty('connect');
  });

  test('cuts, copies and pastes in its own view', () => {
    const { page, services } = setUp();
    page.edit({ act: 'paste' });
    expect(services.edit).toHaveBeenCalledExactlyOnceWith('paste');
  });

  test('the zoom is that of its own view', () => {
    const { page, services } = setUp();
    expect(page.zoom({ change: 'in' })).toBe(1.1);
    expect(services.zoom).toHaveBeenCalledExactlyOnceWith('in');
  });
});

describe('app', () => {
  function setUp() {
    const services: AppServices = {
      applySettings: vi.fn(),
      writeClipboard: vi.fn(),
      readNotices: () => Promise.resolve('notices'),
    };
    const store = {
      change: (change: Partial<Settings>) => ({ ...settings, ...change }),
    } as unknown as SettingsStore;
    const onChange = vi.fn();
    return { app: new AppCalls(store, services, onChange), services, onChange };
  }

  test('changed settings are answered whole, applied outside the pages and published', () => {
    const { app, services, onChange } = setUp();
    const changed = { ...settings, theme: 'dark' };
    expect(app.changeSettings({ theme: 'dark' })).toEqual(changed);
    expect(services.applySettings).toHaveBeenCalledExactlyOnceWith(changed);
    expect(onChange).toHaveBeenCalledOnce();
  });

  test('the clipboard is a service of the machine', async () => {
    const { app, services } = setUp();
    await app.writeClipboard({ text: '/a' });
    expect(services.writeClipboard).toHaveBeenCalledWith('/a');
    expect(await app.getNotices()).toBe('notices');
  });
});

describe('connections', () => {
  test('forgetting answers with those that are left', () => {
    let recent = ['a', 'b'];
    const store = {
      recents: () => recent,
      forget: (id: string) => {
        recent = recent.filter((each) => each !== id);
      },
    } as unknown as ProfileStore;
    const onChange = vi.fn();
    const calls = new ConnectionCalls(store, onChange);
    expect(calls.listRecent()).toEqual(['a', 'b']);
    expect(calls.forgetRecent({ id: 'a' })).toEqual(['b']);
    expect(onChange).toHaveBeenCalledOnce();
  });
});

describe('session', () => {
  test('the settings are passed on as they are', async () => {
    const { session, inner, context } = setUpSession(new LaunchRequest({ readOnly: false }));
    await session.connect({ settings: local }, context);
    expect(inner.connect).toHaveBeenCalledExactlyOnceWith({ settings: local }, context);
  });

  test('a page that reloads is not asked again to open what has been tried', async () => {
    const launch = new LaunchRequest({ connect: local, path: '/x', readOnly: false });
    const { session, context } = setUpSession(launch);
    expect(launch.pending).toHaveProperty('connect');
    await session.connect({ settings: local }, context);
    expect(launch.pending).toEqual({});
  });

  test('a try that a crash or a reload has cut short is to be made again', async () => {
    const launch = new LaunchRequest({ connect: local, path: '/x', readOnly: false });
    const { session, inner, context } = setUpSession(launch);
    const cutShort = new Promise<void>((_, reject) => {
      inner.connect.mockImplementation(() => {
        launch.interrupt();
        reject(new Error('the caller is gone'));
        return cutShort;
      });
    });
    await expect(session.connect({ settings: local, profileId: 'p' }, context)).rejects.toThrow();
    expect(launch.pending).toEqual({ connect: local, profileId: 'p', path: '/x' });
  });

  test('a try that has ended is not, however it did', async () => {
    const launch = new LaunchRequest({ readOnly: false });
    const { session, inner, context } = setUpSession(launch);
    await session.connect({ settings: local }, context);
    inner.connect.mockRejectedValue(new Error('refused'));
    await expect(session.connect({ settings: local }, context)).rejects.toThrow('refused');
    launch.interrupt();
    expect(launch.pending).toEqual({});
  });

  test('a page ends with its connection, and the one in its place opens what is asked', () => {
    const { session, renew } = setUpSession(new LaunchRequest({ readOnly: false }));
    session.disconnect();
    expect(renew).toHaveBeenLastCalledWith({});
    session.replace({ settings: local, profileId: 'p', path: '/x' });
    expect(renew).toHaveBeenLastCalledWith({ connect: local, profileId: 'p', path: '/x' });
  });
});
