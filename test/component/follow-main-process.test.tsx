import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { followMainProcess } from '../../renderer/app/follow-main-process.ts';
import { Notices } from '../../renderer/features/notices/index.ts';
import type { Language, Startup } from '../../shared/model/application.ts';
import { openWindow, show } from './window.tsx';

const startup: Startup = {
  version: '0.1.0',
  platform: 'linux',
  language: 'en',
  settings: { theme: 'system', language: 'system', panels: {} },
  readOnly: false,
};

test.each<[Language, string]>([
  ['en', 'what you type is kept only until the application ends'],
  ['zh-CN', '您输入的内容只保留到应用程序退出为止'],
])('a file that cannot be written is told in %s, with its name and why', async (language, text) => {
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
});

test.each<[Language, 'historyStopped' | 'historyKeyLost', string]>([
  ['en', 'historyStopped', 'not kept on disk any further (ENOSPC)'],
  ['zh-CN', 'historyStopped', '不再保存到磁盘（ENOSPC）'],
  ['en', 'historyKeyLost', 'keychain no longer has the key'],
  ['zh-CN', 'historyKeyLost', '钥匙串中已没有'],
])('what happens to histories is told in %s: %s', async (language, kind, text) => {
  const fake = await openWindow({ language });
  const stop = followMainProcess(startup);
  show(<Notices />);
  act(() => {
    fake.publish('storageProblem', { kind, file: '/home/me/histories', reason: 'ENOSPC' });
  });
  expect(screen.getByRole('alert').textContent).toContain(text);
  stop();
});
