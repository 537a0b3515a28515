import { expect, it } from 'vitest';
import {
  findNewNameProblem,
  hasTtlProblem,
  pathOf,
  type NewNode,
} from '../../../renderer/features/create/new-node.ts';

const node: NewNode = {
  parent: '/a',
  name: 'b',
  mode: 'persistent',
  ttlMs: 1_000,
  data: '',
  createParents: false,
};

it.each([
  [{ name: 'b' }, null],
  [{ name: '' }, { kind: 'needed' }],
  [{ name: '', mode: 'persistentSequential' }, null],
  [{ name: 'b/c' }, { kind: 'needsParents' }],
  [{ name: 'b/c', createParents: true }, null],
  [
    { name: 'b/', createParents: true },
    { kind: 'path', problem: { kind: 'emptyPart' } },
  ],
  [{ name: 'b/', createParents: true, mode: 'ephemeralSequential' }, null],
  [
    { name: '/b', createParents: true },
    { kind: 'path', problem: { kind: 'emptyPart' } },
  ],
  [{ name: '..' }, { kind: 'path', problem: { kind: 'relativePart', part: '..' } }],
  [{ name: 'a\u0000' }, { kind: 'path', problem: { kind: 'badCharacter', codePoint: 0 } }],
] as const)('checks the name of %j', (patch, problem) => {
  expect(findNewNameProblem({ ...node, ...patch })).toEqual(problem);
});

it('wants a time to live for the mode TTL only', () => {
  expect(hasTtlProblem({ ...node, ttlMs: NaN })).toBe(false);
  expect(hasTtlProblem({ ...node, mode: 'ttl' })).toBe(false);
  for (const ttlMs of [NaN, 0, -1, 1.5, 2 ** 40]) {
    expect(hasTtlProblem({ ...node, mode: 'ttl', ttlMs })).toBe(true);
  }
});

it('joins parent and name', () => {
  expect(pathOf(node)).toBe('/a/b');
  expect(pathOf({ ...node, parent: '/' })).toBe('/b');
});
