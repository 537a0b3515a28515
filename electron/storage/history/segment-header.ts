import { randomBytes } from 'node:crypto';

/*
 * A segment begins with a header in the clear. Numbers are big-endian.
 *
 *   TKH1    80 bytes: mark (4), key id (16), watch id (20), writer (8), sequence (4), blocks of the segment before it
 *           that the same writer has written (4), salt (24). Earlier versions have written it; it is only read.
 *   TKH2   108 bytes: mark (4), key id (16), watch id (20), writer (8), started at (8), sequence (4), the segment
 *           before it, whoever has written that: started at (8), writer (8), sequence (4), blocks (4); salt (24)
 *
 * The key of a segment is derived with its header, so that whoever alters one byte of it makes the segment unreadable.
 * A segment is written once and under a writer's name that is drawn anew each time. So its id and a count of blocks say
 * exactly what it holds, and a link needs nothing else.
 */

/** Names a segment: when it was begun, who wrote it, and which of his it is. Sorted as text, the oldest come first. */
export type SegmentId = string;

/** States that a segment is there with so many blocks at least. */
export interface SegmentLink {
  readonly id: SegmentId;
  readonly blocks: number;
}

export interface SegmentFacts {
  /** Of the data key, 16 bytes. */
  readonly keyId: Uint8Array;
  /** Of the watch, 20 bytes. */
  readonly watchId: Uint8Array;
  /** Of who wrote it, 8 bytes: anew for each time a history is opened. */
  readonly writer: Uint8Array;
  /** Milliseconds since the epoch; later than that of each segment before it. */
  readonly startedAt: number;
  /** Counts the segments of one writer from 0. */
  readonly sequence: number;
  /** The segment before it; null when there was none. */
  readonly previous: SegmentLink | null;
}

export interface SegmentHeader extends Omit<SegmentFacts, 'startedAt'> {
  /** null in what earlier versions have written, where only the name of the file says it. */
  readonly startedAt: number | null;
  /** How many blocks the segment before it has; 0 when there was none. */
  readonly previousBlocks: number;
  readonly byteLength: number;
}

/** More than a segment can have: whether something is missing at its end is not known. */
export const unknownBlocks = 0xffff_ffff;

const formerMark = Buffer.from('TKH1');
const mark = Buffer.from('TKH2');
const formerBytes = 80;
/** Of the headers that are written. */
export const headerBytes = 108;
/** Makes the derived key unique, whatever the other fields hold. */
const saltBytes = 24;

export function formatHeader({ previous, ...facts }: SegmentFacts): Buffer {
  const numbers = Buffer.alloc(36);
  numbers.writeBigUInt64BE(BigInt(facts.startedAt), 0);
  numbers.writeUInt32BE(facts.sequence, 8);
  if (previous) {
    const { startedAt, writer, sequence } = parseSegmentId(previous.id);
    numbers.writeBigUInt64BE(BigInt(startedAt), 12);
    numbers.write(writer, 20, 'hex');
    numbers.writeUInt32BE(sequence, 28);
    numbers.writeUInt32BE(previous.blocks, 32);
  }
  const { keyId, watchId, writer } = facts;
  return Buffer.concat([mark, keyId, watchId, writer, numbers, randomBytes(saltBytes)]);
}

/** @returns null for bytes that do not begin with a header. */
export function parseHeader(bytes: Buffer): SegmentHeader | null {
  if (bytes.byteLength < formerBytes) return null;
  const shared = {
    keyId: bytes.subarray(4, 20),
    watchId: bytes.subarray(20, 40),
    writer: bytes.subarray(40, 48),
  };
  if (bytes.subarray(0, 4).equals(formerMark)) {
    return {
      ...shared,
      startedAt: null,
      sequence: bytes.readUInt32BE(48),
      previous: null,
      previousBlocks: bytes.readUInt32BE(52),
      byteLength: formerBytes,
    };
  }
  if (bytes.byteLength < headerBytes || !bytes.subarray(0, 4).equals(mark)) return null;
  const previousBlocks = bytes.readUInt32BE(80);
  const id = formatSegmentId(
    Number(bytes.readBigUInt64BE(60)),
    bytes.subarray(68, 76),
    bytes.readUInt32BE(76),
  );
  return {
    ...shared,
    startedAt: Number(bytes.readBigUInt64BE(48)),
    sequence: bytes.readUInt32BE(56),
    previous: previousBlocks === 0 ? null : { id, blocks: previousBlocks },
    previousBlocks,
    byteLength: headerBytes,
  };
}

export function formatSegmentId(
  startedAt: number,
  writer: Uint8Array,
  sequence: number,
): SegmentId {
  const time = String(Math.max(0, Math.floor(startedAt))).padStart(15, '0');
  const number = String(sequence).padStart(8, '0');
  return `${time}-${Buffer.from(writer).toString('hex')}-${number}`;
}

export interface SegmentIdParts {
  readonly startedAt: number;
  /** As hexadecimal digits. */
  readonly writer: string;
  readonly sequence: number;
}

/** @param id as `formatSegmentId` returns it */
export function parseSegmentId(id: SegmentId): SegmentIdParts {
  const [time = '', writer = '', number = ''] = id.split('-');
  return { startedAt: Number(time), writer, sequence: Number(number) };
}
