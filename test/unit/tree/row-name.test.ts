import { expect, it } from 'vitest';
import { rowId } from '../../../renderer/features/tree/row-name.ts';

it('makes ids without blanks that differ where paths differ', () => {
  expect(rowId('/a b')).not.toMatch(/\s/);
  expect(rowId('/a b')).not.toBe(rowId('/a%20b'));
});
