const hexBytesPerRow = 16;

/** One row of a hex dump, as `hexdump -C` prints it. */
export interface HexRow {
  /** Eight hexadecimal digits. */
  readonly offset: string;
  /** Two digits a byte, with a wider gap after the eighth. */
  readonly hex: string;
  /** Printable ASCII; a dot for anything else. */
  readonly ascii: string;
}

/** @returns how many rows a dump of so many bytes has. */
export function hexRowCount(sizeBytes: number): number {
  return Math.ceil(sizeBytes / hexBytesPerRow);
}

/** Formats one row only, so that a list that shows a part of 1 MB pays for that part. */
export function formatHexRow(data: Uint8Array, row: number): HexRow {
  const start = row * hexBytesPerRow;
  const bytes = Array.from(data.subarray(start, start + hexBytesPerRow));
  const pairs = bytes.map((byte) => byte.toString(16).padStart(2, '0'));
  const halves = [pairs.slice(0, 8).join(' '), pairs.slice(8).join(' ')];
  return {
    offset: start.toString(16).padStart(8, '0'),
    hex: halves.join('  ').padEnd(hexBytesPerRow * 3),
    ascii: bytes
      .map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.'))
      .join(''),
  };
}
