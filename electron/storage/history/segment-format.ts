import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * A segment is a file that one writer fills and then never touches again:
 *
 *   header   80 bytes, in the clear, see `SegmentHeader`
 *   block*   length (32 bits), its complement, nonce (12 bytes), ciphertext, tag (16 bytes)
 *
 * Blocks are AES-256-GCM. The key of a segment is derived (HKDF, RFC 5869) from the data key with the header as salt,
 * so that no byte of a header can be altered and no block moved to another segment. A block's index is its additional
 * data, so that blocks cannot be reordered or taken out. Numbers are big-endian.
 */

export interface SegmentHeader {
  /** Of the data key, 16 bytes. */
  readonly keyId: Uint8Array;
  /** Of the watch, 20 bytes. */
  readonly watchId: Uint8Array;
  /** Of who wrote it, 8 bytes: anew for each time a history is opened. */
  readonly writer: Uint8Array;
  /** Counts the segments of one writer from 0. */
  readonly sequence: number;
  /** How many blocks the segment before it has; 0 for the first. With it, a segment cut at its end is noticed. */
  readonly previousBlocks: number;
}

const magic = Buffer.from('TKH1');
/** Makes the derived key unique, whatever the other fields hold. */
const saltBytes = 24;
export const headerBytes = 80;
const prefixBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
/** What a block takes beyond what it holds. */
export const blockOverheadBytes = prefixBytes + nonceBytes + tagBytes;

export function formatHeader(header: SegmentHeader): Buffer {
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(header.sequence, 0);
  numbers.writeUInt32BE(header.previousBlocks, 4);
  const salt = randomBytes(saltBytes);
  return Buffer.concat([magic, header.keyId, header.watchId, header.writer, numbers, salt]);
}

/** @returns null for bytes that do not begin with a header of this version. */
export function parseHeader(bytes: Buffer): SegmentHeader | null {
  if (bytes.byteLength < headerBytes || !bytes.subarray(0, 4).equals(magic)) return null;
  return {
    keyId: bytes.subarray(4, 20),
    watchId: bytes.subarray(20, 40),
    writer: bytes.subarray(40, 48),
    sequence: bytes.readUInt32BE(48),
    previousBlocks: bytes.readUInt32BE(52),
  };
}

/** Encrypts and decrypts the blocks of one segment. */
export class SegmentCipher {
  readonly #key: Uint8Array;

  /** @param header the bytes of the segment's header */
  constructor(dataKey: Uint8Array, header: Uint8Array) {
    this.#key = new Uint8Array(hkdfSync('sha256', dataKey, header, 'treekeeper segment', 32));
  }

  /** @returns the whole block with its length. */
  seal(index: number, plain: Uint8Array): Buffer {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce);
    cipher.setAAD(indexBytes(index));
    const sealed = [cipher.update(plain), cipher.final(), cipher.getAuthTag()];
    const prefix = Buffer.alloc(prefixBytes);
    const length = nonceBytes + plain.byteLength + tagBytes;
    prefix.writeUInt32BE(length, 0);
    prefix.writeUInt32BE(~length >>> 0, 4);
    return Buffer.concat([prefix, nonce, ...sealed]);
  }

  /**
   * @param sealed a block without its length
   * @throws Error when a byte of it, its place or its segment is not what it was sealed with
   */
  open(index: number, sealed: Buffer): Buffer {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, nonceBytes));
    decipher.setAAD(indexBytes(index));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    const plain = decipher.update(sealed.subarray(nonceBytes, -tagBytes));
    return Buffer.concat([plain, decipher.final()]);
  }
}

export interface SegmentBlocks {
  readonly blocks: readonly Buffer[];
  /** Whether it ends with a block that was not written to its end, as a crash leaves it. */
  readonly isTorn: boolean;
}

/**
 * @param bytes a whole segment
 * @returns what its blocks hold
 * @throws Error when it is anything else than a segment, or the beginning of one, that was written with this key
 */
export function openBlocks(dataKey: Uint8Array, bytes: Buffer): SegmentBlocks {
  const cipher = new SegmentCipher(dataKey, bytes.subarray(0, headerBytes));
  const blocks: Buffer[] = [];
  let offset = headerBytes;
  while (offset < bytes.byteLength) {
    const rest = bytes.subarray(offset);
    const length = readPrefix(rest);
    const end = length === null ? 0 : prefixBytes + length;
    if (isTorn(rest, end)) return { blocks, isTorn: true };
    if (length === null || length < nonceBytes + tagBytes) {
      throw new Error(`block ${blocks.length} has no length`);
    }
    blocks.push(cipher.open(blocks.length, rest.subarray(prefixBytes, end)));
    offset += end;
  }
  return { blocks, isTorn: false };
}

/** @returns the length of the block, null when there is none or it was altered. */
function readPrefix(rest: Buffer): number | null {
  if (rest.byteLength < prefixBytes) return null;
  const length = rest.readUInt32BE(0);
  return ~length >>> 0 === rest.readUInt32BE(4) ? length : null;
}

/**
 * A crash of the application leaves a file that ends inside its last block; one of the machine may leave zeros in
 * place of what did not reach the disk. A tag of zeros does not happen.
 * @param end where the block ends; 0 when it is not known
 */
function isTorn(rest: Buffer, end: number): boolean {
  if (rest.byteLength < prefixBytes || end > rest.byteLength) return true;
  return (
    rest.subarray(-tagBytes).every((byte) => byte === 0) && (end === 0 || end === rest.byteLength)
  );
}

function indexBytes(index: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(index);
  return bytes;
}
