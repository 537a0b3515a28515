import { expect, test } from 'vitest';
import { formatTable, mayMatch } from '../../../build/lib/bench-module.ts';

test('a prefix chooses modules above and below it', () => {
  expect(mayMatch({ name: 'ui/' }, '')).toBe(true);
  expect(mayMatch({ name: 'ui/' }, 'ui/expand-20k')).toBe(true);
  expect(mayMatch({ name: 'ui/expand' }, 'ui/')).toBe(true);
  expect(mayMatch({ name: 'engine/' }, 'ui/')).toBe(false);
});

test('the table has one aligned line a result, in three figures', () => {
  const table = formatTable([
    { name: 'ui/start', unit: 'ms', better: 'lower', ours: 812.4, peers: {}, runs: 1 },
    {
      name: 'engine/walk',
      unit: 'ms',
      better: 'lower',
      ours: 3.14159,
      peers: { java: 53.2, kazoo: 1.570795 },
      runs: 3,
    },
  ]);
  expect(table.split('\n')).toEqual([
    'ui/start     812 ms   lower is better                                        1 run',
    'engine/walk  3.14 ms  lower is better  16.9× java (53.2), 0.5× kazoo (1.57)  3 runs',
    '2× java (10): Treekeeper is twice as good as the Java client, whose figure is 10.',
  ]);
});

test('a ratio above one is to our credit in both directions', () => {
  const common = { name: 'engine/x', unit: 'x', runs: 3, ours: 100, peers: { java: 50 } };
  expect(formatTable([{ ...common, better: 'lower' }])).toContain(' 0.5× java (50) ');
  expect(formatTable([{ ...common, better: 'higher' }])).toContain(' 2× java (50) ');
});

test('without peers there is nothing to explain', () => {
  const table = formatTable([
    { name: 'ui/start', unit: 'ms', better: 'lower', ours: 812.4, peers: {}, runs: 1 },
  ]);
  expect(table).not.toContain('×');
});
