import { expect, it } from 'vitest';
import { compilePathPattern } from '../../../electron/workspace/changes/path-pattern.ts';
import { isInScope } from '../../../electron/zookeeper/live/scope.ts';
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

/** @returns every text of at most so many of these parts */
function textsOf(parts: readonly string[], length: number): readonly string[] {
  if (length === 0) return [''];
  const shorter = textsOf(parts, length - 1);
  return ['', ...shorter.flatMap((text) => parts.map((part) => part + text))];
}

const paths = ['/', ...textsOf(['/a', '/b', '/ab'], 3).filter((path) => path !== '')];

it.each([
  ['glob', '', ['/', 'a', 'b', '*', '?', '{a,/b}', '\\']],
  ['regex', '', ['^', '/', 'a', '|', '*', '$']],
  ['regex', '^/', ['/', 'a', 'b', '|', '?', '*', '{0}', '(a)', '$']],
  ['text', '', ['/', 'a', 'B']],
] as const)('every path that a %s “%s…” fits is watched', (kind, start, parts) => {
  const unwatched: string[] = [];
  let fitting = 0;
  for (const rest of new Set(textsOf(parts, 4))) {
    const pattern = start + rest;
    const compiled = compilePathPattern({ kind, pattern });
    if (!compiled.ok) continue;
    const place = ruleWatchOf({ kind, pattern });
    const fitted = paths.filter((path) => compiled.matches(path));
    fitting += fitted.length;
    for (const path of fitted) if (!isInScope(place, path)) unwatched.push(`${pattern} at ${path}`);
  }
  expect(unwatched).toEqual([]);
  // A pattern that fits nothing would hold whatever is watched.
  expect(fitting).toBeGreaterThan(100);
});
