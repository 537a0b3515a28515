import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readLicenceNotices } from '../../../electron/shell/licence-notices.ts';

const line = '='.repeat(80);

test('the licences of all bundles are one text, each library once', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-licences-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const files = ['main.txt', 'renderer.txt', 'missing.txt'].map((name) => join(folder, name));
  const [main = '', renderer = ''] = files;
  await writeFile(main, `zod 4\n\nMIT\n\n${line}\n\nbuffer 1\n\nBSD\n`);
  await writeFile(renderer, `react 19\n\nMIT\n\n${line}\n\nzod 4\n\nMIT\n`);
  const text = await readLicenceNotices(files);
  expect(text.split(line).map((notice) => notice.trim().split('\n')[0])).toEqual([
    'buffer 1',
    'react 19',
    'zod 4',
  ]);
});
