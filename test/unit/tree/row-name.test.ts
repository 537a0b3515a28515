import { expect, it } from 'vitest';
import { rowId, splitSequence } from '../../../renderer/features/tree/row-name.ts';

it.each([
  ['lock-0000000012', 'lock-', '0000000012'],
  ['0000000003', '', '0000000003'],
  ['instance-001', 'instance-001', ''],
  ['order-12345678901', 'order-12345678901', ''],
  ['member_0000000001x', 'member_0000000001x', ''],
])('splits the sequence number off %s', (name, stem, sequence) => {
  expect(splitSequence(name)).toEqual({ stem, sequence });
});

it('makes ids without blanks that differ where paths differ', () => {
  expect(rowId('/a b')).not.toMatch(/\s/);
  expect(rowId('/a b')).not.toBe(rowId('/a%20b'));
});
