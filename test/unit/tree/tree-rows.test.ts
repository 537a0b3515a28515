import { expect, it } from 'vitest';
import { toTreeRow } from '../../../electron/workspace/tree/tree-rows.ts';

it('gives a row the ends of a name of a megabyte, and its whole path', () => {
  const name = `begin${'x'.repeat(1_000_000)}end`;
  const place = { path: `/${name}`, name, level: 2, setSize: 1, position: 1 };
  const fact = { stat: undefined, isLive: false };
  const row = toTreeRow(place, fact, undefined, { events: [], changesBelow: 0 }, undefined);
  expect(row.name).toMatch(/^beginx+…x+end$/);
  expect(row.name.length).toBeLessThanOrEqual(301);
  expect(row.path).toBe(place.path);
});
