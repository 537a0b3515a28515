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
      peers: { java: 53.2, stock: 5400 },
      runs: 3,
    },
  ]);
  expect(table.split('\n')).toEqual([
    'ui/start     812 ms   lower is better                         1 run',
    'engine/walk  3.14 ms  lower is better  java 53.2, stock 5400  3 runs',
  ]);
});
