const lengthBytes = 4;

/**
 * Names as a server sent them: UTF-8 with a 32-bit length in front of each, in one piece of memory. A million names
 * are two objects instead of a million, and one becomes a string only when somebody wants to see it.
 */
export class PackedNames implements Iterable<string> {
  /** Lengths and names; not to be changed. */
  readonly bytes: Buffer;
  /** Where each name begins in `bytes`, after its length. Whoever takes the names over may order them. */
  readonly starts: Uint32Array;

  constructor(bytes: Buffer, starts: Uint32Array) {
    this.bytes = bytes;
    this.starts = starts;
  }

  static from(names: readonly string[]): PackedNames {
    const sizes = names.map((name) => Buffer.byteLength(name));
    const total = sizes.reduce((sum, size) => sum + lengthBytes + size, 0);
    const bytes = Buffer.allocUnsafe(total);
    const starts = new Uint32Array(names.length);
    let at = 0;
    for (const [index, name] of names.entries()) {
      at = bytes.writeInt32BE(sizes[index] ?? 0, at);
      starts[index] = at;
      at += bytes.write(name, at);
    }
    return new PackedNames(bytes, starts);
  }

  get length(): number {
    return this.starts.length;
  }

  /** @throws RangeError for an index outside. */
  at(index: number): string {
    const start = this.starts[index];
    if (start === undefined) throw new RangeError(`no name ${index} among ${this.length}`);
    return this.bytes.toString('utf8', start, start + nameLength(this.bytes, start));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let index = 0; index < this.length; index++) yield this.at(index);
  }
}

export const noNames = PackedNames.from([]);

/** @returns the bytes of the name that begins at `start`; a null string counts as empty. */
export function nameLength(bytes: Buffer, start: number): number {
  return Math.max(0, bytes.readInt32BE(start - lengthBytes));
}
