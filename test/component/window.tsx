import { cleanup, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach } from 'vitest';
import type { Language, Startup } from '../../shared/model/application.ts';
import type { ConnectionSnapshot } from '../../shared/model/connection.ts';
import { defaultConnectionSettings } from '../../shared/model/connection.ts';
import { Surroundings } from '../../renderer/app/surroundings.tsx';
import { followTopics } from '../../renderer/bridge/topics.ts';
import { useTimelineStore } from '../../renderer/features/changes/timeline-store.ts';
import { startI18n } from '../../renderer/i18n/index.ts';
import { useChangeViewStore } from '../../renderer/stores/change-view-store.ts';
import { useConnectionStore } from '../../renderer/stores/connection-store.ts';
import { useDialogStore } from '../../renderer/stores/dialog-store.ts';
import { useNoticeStore } from '../../renderer/stores/notice-store.ts';
import { useSelectionStore } from '../../renderer/stores/selection-store.ts';
import { useSettingsStore } from '../../renderer/stores/settings-store.ts';
import { useStartupStore } from '../../renderer/stores/startup-store.ts';
import { targetOf } from '../fixtures/target-of.ts';
import { createFakeBridge, type FakeBridge, type FakeHandlers } from './fake-bridge.ts';
import { installBridge } from './installed-bridge.ts';

// Vitest's globals are off, so the library does not do it by itself.
afterEach(cleanup);

const startup: Startup = {
  version: '0.1.0',
  platform: 'linux',
  language: 'en',
  settings: { theme: 'system', language: 'system', panels: {} },
  readOnly: false,
};

/** A connection as most tests want it. */
export const connected: ConnectionSnapshot = {
  profile: {
    ...defaultConnectionSettings,
    id: 'target-1',
    name: '',
    target: targetOf('zk1:2181,zk2:2181/app'),
  },
  state: {
    kind: 'connected',
    server: 'zk1:2181',
    sessionId: 0x1000_0000_abcd_0001n,
    negotiatedTimeoutMs: 30_000,
  },
  watchCount: 12,
  userWatchCount: 0,
  areWatchesOff: false,
  watchBudget: 1_000,
  requestLimit: { bytes: 1_048_575, isLearnt: false, chrootBytes: 0 },
};

export interface WindowOptions {
  readonly handlers?: FakeHandlers;
  readonly startup?: Partial<Startup>;
  readonly language?: Language;
  /** What the topic `connection` begins with; not connected without it. */
  readonly connection?: ConnectionSnapshot | null;
}

let unfollowTopics: () => void = () => undefined;

/** Makes the window's surroundings anew: a fake main process, fresh stores, texts. Call it before rendering. */
export async function openWindow(options: WindowOptions = {}): Promise<FakeBridge> {
  const fake = createFakeBridge(options.handlers);
  if (options.connection) fake.publish('connection', options.connection);
  unfollowTopics();
  installBridge(fake.bridge);
  unfollowTopics = followTopics();
  const language = options.language ?? 'en';
  useStartupStore.setState({ startup: { ...startup, language, ...options.startup } });
  useSettingsStore.setState({ settings: startup.settings, language });
  useConnectionStore.setState({
    attempt: { kind: 'none' },
  });
  useSelectionStore.setState({ selectedPath: null, back: [], forward: [] });
  useDialogStore.setState({ dialog: null });
  useTimelineStore.setState({ shown: null, jobs: [] });
  useChangeViewStore.setState({ asked: null, opened: null });
  useNoticeStore.setState({ notices: [] });
  await startI18n(language);
  return fake;
}

/** Renders something in a window made by `openWindow`. */
export function show(content: ReactNode) {
  return { user: userEvent.setup(), ...render(content, { wrapper: Surroundings }) };
}
