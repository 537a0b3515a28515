import { expect, it } from 'vitest';
import { formatHexRow, hexRowCount } from '../../../shared/value/hex-dump.ts';

it('formats bytes as hexdump does', () => {
  const data = Uint8Array.from([0, 0x7f, 0xff, ...Buffer.from('Hello, ZooKeeper!')]);
  expect(hexRowCount(data.length)).toBe(2);
  expect(formatHexRow(data, 0)).toEqual({
    offset: '00000000',
    hex: '00 7f ff 48 65 6c 6c 6f  2c 20 5a 6f 6f 4b 65 65',
    ascii: '...Hello, ZooKee',
  });
  const last = formatHexRow(data, 1);
  expect(last.hex.trimEnd()).toBe('70 65 72 21');
  expect(last).toMatchObject({ offset: '00000010', ascii: 'per!' });
});

it('has no row for no bytes', () => {
  expect(hexRowCount(0)).toBe(0);
  expect(hexRowCount(16)).toBe(1);
  expect(hexRowCount(17)).toBe(2);
});
