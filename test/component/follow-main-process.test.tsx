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
};

test.each<[Language, string]>([
  ['en', 'what you type is kept only until the application ends'],
  ['zh-CN', '您输入的内容只保留到应用程序退出为止'],
])('a file that cannot be written is told in %s, with its name and why', async (language, text) => {
  const fake = await openWindow({ language });
  const stop = followMainProcess(startup);
  show(<Notices />);
  act(() => {
    fake.publish('storageProblem', { file: '/home/me/a b/settings.json', reason: 'ENOSPC: full' });
  });
  const alert = screen.getByRole('alert').textContent;
  expect(alert).toContain('/home/me/a b/settings.json');
  expect(alert).toContain('ENOSPC: full');
  expect(alert).toContain(text);
  stop();
});
