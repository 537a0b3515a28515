import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { followMainProcess } from '../../renderer/app/follow-main-process.ts';
import { Notices } from '../../renderer/features/notices/index.ts';
import type { StorageProblemNotice } from '../../shared/contract/topics.ts';
import type { Language, Startup } from '../../shared/model/application.ts';
import { defaultConnectionSettings } from '../../shared/model/connection.ts';
import { useSelectionStore } from '../../renderer/stores/selection-store.ts';
import { targetOf } from '../fixtures/target-of.ts';
import { connected, openWindow, show } from './window.tsx';

const startup: Startup = {
  version: '0.1.0',
  platform: 'linux',
  language: 'en',
  settings: { theme: 'system', language: 'system', panels: {} },
  readOnly: false,
};

test.each<[Language, string]>([
  ['en', 'The page stopped and was loaded again.'],
  ['zh-CN', '页面意外停止，已重新加载。'],
])('a page that was loaded again after a crash reports it in %s', async (language, text) => {
  await openWindow({ language });
  const stop = followMainProcess({ ...startup, isAfterCrash: true });
  show(<Notices />);
  expect(screen.getByRole('alert').textContent).toContain(text);
  stop();
});

test('a page that is loaded again finds its connection as it was, and goes where it was in it', async () => {
  const fake = await openWindow({ connection: connected, startup: { path: '/where/it/was' } });
  const stop = followMainProcess({ ...startup, path: '/where/it/was' });
  await expect.poll(() => useSelectionStore.getState().selectedPath).toBe('/where/it/was');
  expect(fake.inputsOf('session.connect')).toEqual([]);
  stop();
});

test('a try that the document before it has begun is made again, also while that one is given up', async () => {
  const connection = { ...connected, state: { kind: 'connecting', attempt: 1 } } as const;
  const fake = await openWindow({ connection });
  const settings = { ...defaultConnectionSettings, target: targetOf('zk1:2181') };
  const stop = followMainProcess({ ...startup, connect: settings, profileId: 'p' });
  await expect.poll(() => fake.inputsOf('session.connect')).toEqual([{ settings, profileId: 'p' }]);
  stop();
});

test.each<[Language, string]>([
  ['en', 'what you type is kept only until the application ends'],
  ['zh-CN', '您输入的内容只保留到应用程序退出为止'],
])(
  'a file that cannot be written is reported in %s, with its name and why',
  async (language, text) => {
    const fake = await openWindow({ language });
    const stop = followMainProcess(startup);
    show(<Notices />);
    act(() => {
      fake.publish('storageProblem', {
        kind: 'writeFailed',
        file: '/home/me/a b/settings.json',
        reason: 'ENOSPC: full',
      });
    });
    const alert = screen.getByRole('alert').textContent;
    expect(alert).toContain('/home/me/a b/settings.json');
    expect(alert).toContain('ENOSPC: full');
    expect(alert).toContain(text);
    stop();
  },
);

test.each<[Language, StorageProblemNotice['kind'], string]>([
  ['en', 'unread', 'Something in /home/me/histories could not be read (ENOSPC)'],
  ['zh-CN', 'unread', '有内容无法读取（ENOSPC）'],
  ['en', 'unreadSetAside', 'It was set aside as ENOSPC and is not lost'],
  ['zh-CN', 'unreadSetAside', '原文件已改名为 ENOSPC'],
  ['en', 'historyStopped', 'not kept on disk any further (ENOSPC)'],
  ['zh-CN', 'historyStopped', '不再保存到磁盘（ENOSPC）'],
  ['en', 'historyKeyLost', 'keychain no longer has the key'],
  ['zh-CN', 'historyKeyLost', '钥匙串中已没有'],
  ['en', 'historyIncomplete', 'missing or was changed outside Treekeeper. The timeline says where'],
  ['zh-CN', 'historyIncomplete', '曾在 Treekeeper 之外被改动。时间线中标出了缺失的位置'],
])('what happens to other files is reported in %s: %s', async (language, kind, text) => {
  const fake = await openWindow({ language });
  const stop = followMainProcess(startup);
  show(<Notices />);
  act(() => {
    fake.publish('storageProblem', { kind, file: '/home/me/histories', reason: 'ENOSPC' });
  });
  expect(screen.getByRole('alert').textContent).toContain(text);
  stop();
});
