import { describe, expect, test } from 'vitest';
import { isAnotherNode, isNewerData, isNewerReading } from '../../shared/newer-reading.ts';

const known = { czxid: 10n, mzxid: 20n, pzxid: 30n, aversion: 1, version: 4, cversion: 5 };

describe('of two readings of one node', () => {
  test.each([
    ['written later', { mzxid: 21n }],
    ['with a later change of the children', { pzxid: 31n }],
    ['with a later ACL', { aversion: 2 }],
    ['of the next node of its name', { czxid: 40n, mzxid: 40n, pzxid: 40n, aversion: 0 }],
  ])('the one %s is newer', (_, change) => {
    const later = { ...known, ...change };
    expect(isNewerReading(later, known)).toBe(true);
    expect(isNewerReading(known, later)).toBe(false);
  });

  test('neither is newer when they are the same', () => {
    expect(isNewerReading(known, { ...known })).toBe(false);
    expect(isNewerData(known, { ...known })).toBe(false);
  });

  test('the data are newer by the transaction that wrote them alone', () => {
    expect(isNewerData({ mzxid: 21n }, known)).toBe(true);
    expect(isNewerData({ mzxid: 19n }, known)).toBe(false);
  });
});

describe('another node under the same path', () => {
  test.each([
    ['made by another transaction', { czxid: 11n }],
    ['whose data version went back', { version: 3 }],
    ['whose child version went back', { cversion: 4 }],
  ])('is one %s', (_, change) => {
    expect(isAnotherNode(known, { ...known, ...change })).toBe(true);
  });

  test('is not one that has only gone on', () => {
    expect(isAnotherNode(known, { ...known, version: 5, cversion: 6 })).toBe(false);
  });
});
