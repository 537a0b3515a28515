import { expect, it } from 'vitest';
import { beginWatches } from '../../../electron/workspace/watches/begin-watches.ts';
import type { Recollection } from '../../../electron/workspace/watches/recall.ts';

const nodes: NonNullable<Recollection['nodes']> = [];

/** @returns what is reported of watches, in its order. */
function beginOf(
  recollections: Readonly<Record<string, Recollection | null>>,
  paused: readonly string[] = [],
): readonly [string, number][] {
  const begun: [string, number][] = [];
  const watches = Object.entries(recollections).map(([name, recollection]) => ({
    isPaused: paused.includes(name),
    recollection,
    begin: (at: number) => begun.push([name, at]),
  }));
  beginWatches(watches, (at) => begun.push(['gap', at]));
  return begun;
}

it('watches that ended together begin where the last of them ended', () => {
  const begun = beginOf({ one: { at: 5, nodes }, other: { at: 7, nodes } });
  expect(begun).toEqual([
    ['gap', 7],
    ['one', 7],
    ['other', 7],
  ]);
});

it('one that another page keeps does not shorten the gap of the others', () => {
  const begun = beginOf({
    left: { at: 5, nodes },
    kept: { at: 100, nodes, isKeptElsewhere: true },
  });
  expect(begun).toEqual([
    ['gap', 5],
    ['left', 5],
    ['kept', 100],
  ]);
});

it('where another page keeps all of them there is no gap', () => {
  expect(beginOf({ kept: { at: 100, nodes, isKeptElsewhere: true } })).toEqual([['kept', 100]]);
});

it('one that is paused begins where it ended itself', () => {
  const begun = beginOf({ paused: { at: 3, nodes }, left: { at: 5 } }, ['paused']);
  expect(begun).toEqual([
    ['paused', 3],
    ['left', 5],
  ]);
});
