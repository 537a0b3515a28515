import { expect, it } from 'vitest';
import type { KnownDataSet } from '../../../electron/storage/data-set-store.ts';
import { recognise } from '../../../electron/workspace/connection/data-set.ts';

const witness = (path: string, czxid: bigint, ctime: number) => ({ path, czxid, ctime });
const known: KnownDataSet = {
  id: 'one',
  zxid: 10n,
  witnesses: [witness('/a', 1n, 1_000), witness('/b', 2n, 2_000)],
};

it.each([
  ['a node is as it was', 12n, [witness('/a', 1n, 1_000), witness('/b', 11n, 9_000)], 'one'],
  ['it has grown', 12n, [...known.witnesses, witness('/c', 12n, 9_000)], 'one'],
  ['a server is behind', 9n, known.witnesses, 'one'],
  [
    'all was made by the same script',
    10n,
    [witness('/a', 1n, 7_000), witness('/b', 2n, 8_000)],
    null,
  ],
  ['it is empty', 3n, [], null],
])('when %s', (_what, zxid, witnesses, id) => {
  expect(recognise([known], { zxid, witnesses })?.id ?? null).toBe(id);
});

it('one that was empty may grow, but takes no transaction back', () => {
  const empty: KnownDataSet = { id: 'empty', zxid: 10n, witnesses: [] };
  const witnesses = [witness('/a', 11n, 1_000)];
  expect(recognise([empty], { zxid: 11n, witnesses })?.id).toBe('empty');
  expect(recognise([empty], { zxid: 9n, witnesses: [] })).toBeNull();
  expect(recognise([empty], { zxid: 12n, witnesses: known.witnesses })).toBeNull();
  expect(recognise([empty, known], { zxid: 12n, witnesses: known.witnesses })?.id).toBe('one');
});
