import { expect, it } from 'vitest';
import { hexLimitBytes, showSides } from '../../../renderer/value/shown-value.ts';
import type { ChangeValue } from '../../../shared/model/change.ts';

function value(data: Uint8Array | string | null): ChangeValue {
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  return { kind: 'value', data: bytes, version: 1 };
}

it('shows text as text, and what is not there as nothing', () => {
  const [before, after] = showSides({ kind: 'absent' }, value('3000'));
  expect(before).toEqual({ text: '', isHex: false, isCut: false });
  expect(after).toEqual({ text: '3000', isHex: false, isCut: false });
});

it('shows both sides as hex when one of them is not text', () => {
  const [before, after] = showSides(value('3000'), value(Uint8Array.of(0xff, 0x00)));
  expect(before.text).toContain('33 30 30 30');
  expect(after.text).toMatch(/^00000000 {2}ff 00 +\|\.\.\|$/);
});

it('shows the beginning of long bytes and says so', () => {
  const [, after] = showSides(value(null), value(new Uint8Array(hexLimitBytes + 1).fill(0xfe)));
  expect(after.isCut).toBe(true);
  expect(after.text.split('\n')).toHaveLength(hexLimitBytes / 16);
});
