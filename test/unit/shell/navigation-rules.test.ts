import { describe, expect, test } from 'vitest';
import { mayNavigate } from '../../../electron/shell/navigation-rules.ts';

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
