import { describe, expect, it } from 'vitest';
import { splitSequence } from '../../shared/sequence-number.ts';

describe('splitSequence', () => {
  it.each([
    ['lock-0000000012', 'lock-', '0000000012'],
    ['0000000003', '', '0000000003'],
    ['n_2147483647', 'n_', '2147483647'],
    ['lock--000000001', 'lock-', '-000000001'],
    ['lock--2147483648', 'lock-', '-2147483648'],
    ['-000000007', '', '-000000007'],
    ['instance-001', 'instance-001', ''],
    ['order-12345678901', 'order-12345678901', ''],
    ['member_0000000001x', 'member_0000000001x', ''],
    ['rs1,16020,1700000000000', 'rs1,16020,1700000000000', ''],
    ['1700000000000', '1700000000000', ''],
    ['n_2147483648', 'n_2147483648', ''],
    ['phone-9999999999', 'phone-9999999999', ''],
    ['lock--2147483649', 'lock--2147483649', ''],
  ])('takes %s apart by its form', (name, stem, sequence) => {
    expect(splitSequence(name)).toEqual({ stem, sequence });
  });

  it.each([
    // Three created, none deleted; then three created and two deleted.
    ['n-0000000002', { cversion: 3, numChildren: 3 }, '0000000002'],
    ['n-0000000003', { cversion: 3, numChildren: 3 }, ''],
    ['n-0000000002', { cversion: 5, numChildren: 1 }, '0000000002'],
    // A second of the epoch, in a parent that has had ten children.
    ['backup-1700000000', { cversion: 10, numChildren: 10 }, ''],
    ['n--000000001', { cversion: 10, numChildren: 10 }, ''],
    // 2 ** 31 + 1 created, one left: -1, as 32 bits have it, after the counter has begun anew.
    ['n--2147483648', { cversion: 1, numChildren: 1 }, '-2147483648'],
    ['n--2147483647', { cversion: 1, numChildren: 1 }, ''],
    // 1,500,000,000 created: twice that is negative in 32 bits.
    ['n-1499999999', { cversion: -1_294_967_297, numChildren: 1 }, '1499999999'],
  ])('bounds %s by what the parent %j has given out', (name, parent, sequence) => {
    expect(splitSequence(name, parent).sequence).toBe(sequence);
  });
});
