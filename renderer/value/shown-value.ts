import type { ChangeValue } from '../../shared/model/change.ts';
import { formatHexRow, hexRowCount } from '../../shared/value/hex-dump.ts';
import { textOf } from './decode-value.ts';

/** More would make a text of megabytes from a value that nobody reads byte by byte. */
export const hexLimitBytes = 16_384;

/** A side of a change as text for a comparison. */
export interface ShownSide {
  readonly text: string;
  readonly isHex: boolean;
  /** Whether only the first `hexLimitBytes` are shown. */
  readonly isCut: boolean;
}

/** @returns the two sides as text; both as hex as soon as one of them is not text, so that they can be compared. */
export function showSides(
  before: ChangeValue,
  after: ChangeValue,
): readonly [ShownSide, ShownSide] {
  const datas = [dataOf(before), dataOf(after)] as const;
  const isHex = datas.some((data) => textOf(data) === null);
  return [showData(datas[0], isHex), showData(datas[1], isHex)];
}

function dataOf(value: ChangeValue): Uint8Array | null {
  return value.kind === 'value' ? value.data : null;
}

function showData(data: Uint8Array | null, isHex: boolean): ShownSide {
  if (!isHex) return { text: textOf(data) ?? '', isHex, isCut: false };
  const shown = (data ?? new Uint8Array()).subarray(0, hexLimitBytes);
  const lines = Array.from({ length: hexRowCount(shown.length) }, (_, row) => {
    const { offset, hex, ascii } = formatHexRow(shown, row);
    return `${offset}  ${hex} |${ascii}|`;
  });
  return { text: lines.join('\n'), isHex, isCut: shown.length < (data?.length ?? 0) };
}
