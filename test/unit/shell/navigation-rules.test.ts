import { describe, expect, test } from 'vitest';
import { isWebAddress, mayNavigate } from '../../../electron/shell/navigation-rules.ts';

const page = 'app://treekeeper/index.html';

describe('navigation', () => {
  test('a page may reload itself', () => {
    expect(mayNavigate(page, page)).toBe(true);
    expect(mayNavigate(`${page}#x`, page)).toBe(true);
    expect(mayNavigate('http://127.0.0.1:5173/', 'http://127.0.0.1:5173/')).toBe(true);
  });

  test.each([
    'https://example.com/',
    'app://treekeeper/other.html',
    'app://elsewhere/index.html',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:app://treekeeper/1',
    'about:blank',
    'not an address',
    '',
  ])('and go nowhere else: %s', (url) => {
    expect(mayNavigate(url, page)).toBe(false);
  });
});

describe('opening in the browser', () => {
  test.each(['https://zookeeper.apache.org/doc', 'http://192.168.1.10:8080/?a=b'])(
    '%s is a web address',
    (url) => {
      expect(isWebAddress(url)).toBe(true);
    },
  );

  test.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'mailto:a@b.c',
    'smb://host/share',
    'ms-msdt:/id',
    'vscode://file/x',
    'app://treekeeper/index.html',
    'https://user:password@example.com/',
    ' /etc/passwd',
    'example.com',
    '',
  ])('%s is not', (url) => {
    expect(isWebAddress(url)).toBe(false);
  });
});
