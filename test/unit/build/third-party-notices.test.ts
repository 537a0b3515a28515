import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { thirdPartyNotices } from '../../../build/lib/third-party-notices.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treekeeper-notices-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function write(path: string, text: string): void {
  const file = join(folder, 'node_modules', path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

test('each package in a bundle is named once, with its version and all of its notices', () => {
  write('@a/b/package.json', '{"name":"@a/b","version":"1.0.0","license":"MIT"}');
  write('@a/b/LICENSE.txt', 'Copyright of b');
  write('@a/b/NOTICE', 'b holds c');
  write('x/package.json', '{"name":"x","version":"2.0.0","license":"ISC"}');
  write('@a/b/node_modules/y/package.json', '{"name":"y","version":"3.0.0"}');
  write('@a/b/node_modules/y/COPYING', 'Copyright of y');
  const modules = join(folder, 'node_modules');
  const text = thirdPartyNotices([
    join(modules, '@a/b/lib/one.js'),
    join(modules, '@a/b/lib/two.js?worker'),
    join(modules, '@a/b/node_modules/y/index.js'),
    join(modules, 'x/index.css'),
    join(folder, 'renderer/own.ts'),
    `\0${modules}/made-up/helper.js`,
  ]);
  expect(text.match(/^\S+ \d\.0\.0 \(.*\)$/gm)).toEqual([
    '@a/b 1.0.0 (MIT)',
    'x 2.0.0 (ISC)',
    'y 3.0.0 (see below)',
  ]);
  expect(text).toContain('Copyright of b\n\nb holds c');
  expect(text).toContain('Copyright of y');
});

test('a package that says nothing of its licence is not bundled', () => {
  write('x/package.json', '{"name":"x","version":"2.0.0"}');
  expect(() => thirdPartyNotices([join(folder, 'node_modules/x/index.js')])).toThrow(
    /x 2\.0\.0 .* says nothing/,
  );
});
