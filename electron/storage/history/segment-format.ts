import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/*
 * A segment is a file that one writer fills and then never touches again:
 *
 *   header   in the clear, see `segment-header.ts`
 *   block*   length (32 bits), its complement, nonce (12 bytes), ciphertext, tag (16 bytes)
 *
 * Blocks are AES-256-GCM. The key of a segment is derived (HKDF, RFC 5869) from the data key with the header as salt,
 * so that no byte of a header can be altered and no block moved to another segment. A block's index is its additional
 * data, so that blocks cannot be reordered or taken out. Numbers are big-endian.
 */

const prefixBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;
/** What a block takes beyond what it holds. */
export const blockOverheadBytes = prefixBytes + nonceBytes + tagBytes;

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
  /** null where blocks are missing or are not what was written. */
  readonly blocks: readonly (Buffer | null)[];
  /** One more than the index of the last block, so that missing ones before it count. */
  readonly blockCount: number;
  /** Whether it ends with a block that was not written to its end, as a crash leaves it. */
  readonly isTorn: boolean;
  /** What is wrong with it; null when it is a segment, or the beginning of one, that was written with this key. */
  readonly damage: string | null;
}

/** Behind a damaged place, blocks are looked for that have been so much further on. */
const maxMissing = 16;

/**
 * @param bytes a whole segment
 * @param headerBytes how long its header is
 * @returns what its blocks hold, as far as they are genuine
 */
export function openBlocks(dataKey: Uint8Array, bytes: Buffer, headerBytes: number): SegmentBlocks {
  const cipher = new SegmentCipher(dataKey, bytes.subarray(0, headerBytes));
  const blocks: (Buffer | null)[] = [];
  let damage: string | null = null;
  let blockCount = 0;
  const addHole = (reason: string) => {
    damage ??= reason;
    if (blocks.at(-1) !== null) blocks.push(null);
  };
  let offset = headerBytes;
  while (offset < bytes.byteLength) {
    const rest = bytes.subarray(offset);
    const length = readPrefix(rest);
    const end = length === null ? 0 : prefixBytes + length;
    if (isTorn(rest, end)) return { blocks, blockCount, isTorn: true, damage };
    if (length === null || length < nonceBytes + tagBytes) {
      addHole(`block ${String(blockCount)} has no length`);
      break;
    }
    const opened = openFrom(cipher, blockCount, rest.subarray(prefixBytes, end));
    if (opened?.index !== blockCount)
      addHole(`block ${String(blockCount)} is not what was written`);
    if (opened) {
      blocks.push(opened.plain);
      blockCount = opened.index + 1;
    }
    offset += end;
  }
  return { blocks, blockCount, isTorn: false, damage };
}

/** @returns the block and its index, which is `first` unless some before it are missing; null when it is not genuine. */
function openFrom(
  cipher: SegmentCipher,
  first: number,
  sealed: Buffer,
): { readonly index: number; readonly plain: Buffer } | null {
  for (let index = first; index <= first + maxMissing; index++) {
    try {
      return { index, plain: cipher.open(index, sealed) };
    } catch {
      // It is not the block with this index.
    }
  }
  return null;
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
