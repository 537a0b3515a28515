import { describe, expect, it, test } from 'vitest';
import { compilePathPattern } from '../../../electron/workspace/changes/path-pattern.ts';
import type { PathPattern } from '../../../shared/model/change.ts';

function fits(kind: PathPattern['kind'], pattern: string, path: string): boolean {
  const compiled = compilePathPattern({ kind, pattern });
  if (!compiled.ok) throw new Error(compiled.detail);
  return compiled.matches(path);
}

describe('path patterns', () => {
  test.each([
    ['/a/*', '/a/b', true],
    ['/a/*', '/a/b/c', false],
    ['/a/*', '/a', false],
    ['/a/b*d', '/a/bcd', true],
    ['/a/b*d', '/a/bd', true],
    ['/a/b*d', '/a/b/d', false],
    ['/a/**', '/a', true],
    ['/a/**', '/a/b/c', true],
    ['/a/**', '/ab', false],
    ['/**', '/', true],
    ['**', '/a/b', true],
    ['/a/**/c', '/a/c', true],
    ['/a/**/c', '/a/b/b/c', true],
    ['/a/**/c', '/a/bc', false],
    ['/a**c', '/a/b/c', true],
    ['/a?c', '/abc', true],
    ['/a?c', '/a/c', false],
    ['/a?c', '/ac', false],
    ['/{a,b}/c', '/b/c', true],
    ['/{a,b}/c', '/c/c', false],
    ['/{a,b{1,2}}', '/b2', true],
    ['{/a,/b}/**', '/b/c', true],
    ['/x/{a/**,b}', '/x/a/y/z', true],
    ['*.json', '/a/b/c.json', true],
    ['*.json', '/a/c.json/d', false],
    ['b/*', '/a/b/c', true],
    ['**/c', '/a/b/c', true],
    ['/A', '/a', false],
    // The names of znodes hold signs that other globs take for their own.
    ['/live/[::1]:8080', '/live/[::1]:8080', true],
    ['/live/[::1]:8080', '/live/1', false],
    ['/!a', '/!a', true],
    ['/a.b', '/axb', false],
    ['/a+(b)|c^$', '/a+(b)|c^$', true],
    ['/a,b}', '/a,b}', true],
    ['/\\*', '/*', true],
    ['/\\*', '/a', false],
    ['/配置/*', '/配置/超时', true],
  ])('glob %s on %s: %s', (pattern, path, expected) => {
    expect(fits('glob', pattern, path)).toBe(expected);
  });

  test.each([
    ['^/a/\\d+$', '/a/12', true],
    ['^/a/\\d+$', '/a/x', false],
    ['b/c', '/a/b/c', true],
    ['B', '/a/b', false],
    ['(?i)B', '/a/b', true],
  ])('regex %s on %s: %s', (pattern, path, expected) => {
    expect(fits('regex', pattern, path)).toBe(expected);
  });

  it('finds text in any case and takes its signs as they are', () => {
    expect(fits('text', 'APP/[X', '/my/app/[x]')).toBe(true);
    expect(fits('text', '*', '/a')).toBe(false);
  });

  test.each([
    ['regex', '(a', 'missing closing ): `(a`'],
    ['regex', '(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['regex', '((a{100}){100}){100}', 'invalid repeat count: `{100}`'],
    ['glob', '/{a,b', 'missing closing }'],
    ['glob', '/a\\', 'nothing follows the last \\'],
  ] as const)('says what is wrong with the %s %s', (kind, pattern, detail) => {
    expect(compilePathPattern({ kind, pattern })).toEqual({ ok: false, detail });
  });

  test.each([
    ['regex', '(a+)+$'],
    ['glob', '**a*a*a*a*a*a*a*b'],
  ] as const)(
    'answers for a hostile path in time that grows with it alone: %s %s',
    (kind, pattern) => {
      // A backtracking engine would be at it for years.
      expect(fits(kind, pattern, `/${'a'.repeat(20_000)}!`)).toBe(false);
    },
  );
});
