import { expect, it } from 'vitest';
import { pathPatternKinds } from '../../../shared/model/change.ts';
import { ruleWatchOf } from '../../../shared/rule-watch.ts';

it.each([
  ['glob', '/config', '/config', 'node'],
  ['glob', '/a/b\\*c', '/a/b*c', 'node'],
  ['glob', '/', '/', 'node'],
  ['glob', '/config/**', '/config', 'subtree'],
  ['glob', '/config/time*', '/config', 'subtree'],
  ['glob', '/a/{b,c}/d', '/a', 'subtree'],
  ['glob', '/conf?g', '/', 'subtree'],
  ['glob', '/**/lock', '/', 'subtree'],
  ['glob', 'lock', '/', 'subtree'],
  ['regex', '^/a/b/c[0-9]+$', '/a/b', 'subtree'],
  ['regex', '^/a/b/?$', '/a', 'subtree'],
  ['regex', '^/a/b$', '/a', 'subtree'],
  ['regex', '^/a/b|/c', '/', 'subtree'],
  ['regex', 'lock', '/', 'subtree'],
  ['text', '/a/b', '/', 'subtree'],
] as const)('the %s %s is seen by watching %s as a %s', (kind, pattern, path, scope) => {
  expect(pathPatternKinds).toContain(kind);
  expect(ruleWatchOf({ kind, pattern })).toEqual({ path, scope });
});
