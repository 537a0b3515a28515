import { describe, expect, test } from 'vitest';
import { findPathProblem } from '../../shared/znode-path.ts';

describe('a path', () => {
  test.each(['/', '/a', '/a/b c', '/服务/注册', '/a.b/..c', '/ leading blank'])(
    '%j is valid',
    (path) => {
      expect(findPathProblem(path)).toBeNull();
    },
  );

  test.each([
    ['', { kind: 'empty' }],
    ['a', { kind: 'notAbsolute' }],
    ['/a/', { kind: 'trailingSlash' }],
    ['/a//b', { kind: 'emptyPart' }],
    ['/a/../b', { kind: 'relativePart', part: '..' }],
    ['/a\u0007', { kind: 'badCharacter', codePoint: 7 }],
  ])('%j is not, and why is said', (path, problem) => {
    expect(findPathProblem(path)).toEqual(problem);
  });

  test('of twenty megabytes is judged like any other', () => {
    expect(findPathProblem('/a'.repeat(10_000_000))).toBeNull();
    expect(findPathProblem(`${'/a'.repeat(10_000_000)}/`)).toEqual({ kind: 'trailingSlash' });
  });
});
