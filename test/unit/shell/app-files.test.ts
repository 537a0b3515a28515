import { join, sep } from 'node:path';
import { describe, expect, test } from 'vitest';
import { appOrigin, resolveAppFile } from '../../../electron/shell/app-files.ts';

const root = join(sep, 'app', 'dist', 'renderer');

function resolve(path: string) {
  return resolveAppFile(`${appOrigin}${path}`, root);
}

describe('app:// files', () => {
  test.each([
    ['/', 'index.html', 'text/html; charset=utf-8'],
    ['/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['/assets/main-1a2b.js', 'assets/main-1a2b.js', 'text/javascript; charset=utf-8'],
    ['/assets/a%20b.css?v=1#x', 'assets/a b.css', 'text/css; charset=utf-8'],
    ['/assets/codicon.ttf', 'assets/codicon.ttf', 'font/ttf'],
    ['/icon.SVG', 'icon.SVG', 'image/svg+xml'],
  ])('%s is a file with its content type', (path, file, contentType) => {
    expect(resolve(path)).toEqual({ kind: 'file', file: join(root, file), contentType });
  });

  test.each([
    '/../../package.json',
    '/..%2f..%2fpackage.json',
    '/%2e%2e/%2e%2e/package.json',
    '/%2e%2e%2fmain%2fmain.js',
    '/assets/..%2f..%2f..%2fetc/passwd.html',
    '/..%5c..%5cpackage.json',
    '/C:%5cboot.html',
    '/C:/boot.html',
    '/index.html%00.png',
    '//etc/passwd.html',
    '/%2fetc/passwd.html',
    '/..',
    '/%zz.html',
  ])('%s names nothing outside the folder of the pages', (path) => {
    const resolved = resolve(path);
    if (resolved.kind === 'file') expect(resolved.file.startsWith(root + sep)).toBe(true);
    else expect([400, 403, 404]).toContain(resolved.status);
  });

  test.each([
    '/index%00.html',
    '/%00/index.html',
    '/a%5cb.html',
    '/a:b.html',
    '/a%3ab.html',
    '/%zz.html',
  ])('%s has a character that ends a name or has a meaning of its own somewhere', (path) => {
    expect(resolve(path)).toEqual({ kind: 'refused', status: 400 });
  });

  test.each(['/main.cjs', '/data.bin', '/no-extension', '/assets/', '/main.js.map'])(
    '%s is of no kind that is served',
    (path) => {
      expect(resolve(path)).toEqual({ kind: 'refused', status: 404 });
    },
  );

  test.each([
    'app://elsewhere/index.html',
    'app:///index.html',
    'file:///app/dist/renderer/index.html',
    'https://treekeeper/index.html',
    'not an address',
  ])('%s is not ours', (url) => {
    expect(resolveAppFile(url, root)).toEqual({ kind: 'refused', status: 400 });
  });
});
