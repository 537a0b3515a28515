import { nameLength, type PackedNames } from '../../zookeeper/packed-names.ts';

/**
 * The texts of one level's names: those of a list as the server sent it, and those that came one by one since. A name
 * is named by a number, its address.
 */
export class NameStore {
  /** Lengths and names of the list. */
  readonly #bytes: Buffer;
  /** Names that came later, at the addresses beyond the list's; null once released. */
  readonly #later: (Uint8Array | null)[] = [];
  readonly #released: number[] = [];

  constructor({ bytes }: PackedNames) {
    this.#bytes = bytes;
  }

  /** @returns the address of a new name. */
  add(name: Uint8Array): number {
    const slot = this.#released.pop() ?? this.#later.length;
    this.#later[slot] = name;
    return this.#bytes.length + 1 + slot;
  }

  /** A name is gone from every list, so that another may have its address. Those of the list stay where they are. */
  release(address: number): void {
    const slot = address - this.#bytes.length - 1;
    if (slot < 0) return;
    this.#later[slot] = null;
    this.#released.push(slot);
  }

  text(address: number): string {
    const later = this.#laterAt(address);
    if (later) return Buffer.from(later.buffer, later.byteOffset, later.length).toString('utf8');
    return this.#bytes.toString('utf8', address, address + nameLength(this.#bytes, address));
  }

  /** @returns below, at or above zero, as the name at an address is before, at or after another name. */
  compare(address: number, other: NameStore, otherAddress: number): number {
    const one = this.#laterAt(address);
    const another = other.#laterAt(otherAddress);
    return compareBytes(
      one ?? this.#bytes,
      one ? 0 : address,
      one ? one.length : nameLength(this.#bytes, address),
      another ?? other.#bytes,
      another ? 0 : otherAddress,
      another ? another.length : nameLength(other.#bytes, otherAddress),
    );
  }

  compareTo(address: number, name: Uint8Array): number {
    const one = this.#laterAt(address);
    if (one) return compareBytes(one, 0, one.length, name, 0, name.length);
    return compareBytes(
      this.#bytes,
      address,
      nameLength(this.#bytes, address),
      name,
      0,
      name.length,
    );
  }

  #laterAt(address: number): Uint8Array | null {
    if (address <= this.#bytes.length) return null;
    return this.#later[address - this.#bytes.length - 1] ?? null;
  }
}

function compareBytes(
  one: Uint8Array,
  oneFrom: number,
  oneLength: number,
  other: Uint8Array,
  otherFrom: number,
  otherLength: number,
): number {
  const shared = Math.min(oneLength, otherLength);
  for (let i = 0; i < shared; i++) {
    const difference = (one[oneFrom + i] ?? 0) - (other[otherFrom + i] ?? 0);
    if (difference !== 0) return difference;
  }
  return oneLength - otherLength;
}

/** How much longer than needed a list is made that has to grow. */
const growth = 1.25;
const smallestGrowth = 16;

/** Sorted names, four bytes each: their addresses in a store. */
export class NameList implements Iterable<string> {
  readonly store: NameStore;
  #addresses: Uint32Array;
  #length: number;

  /** @param addresses sorted by their names; owned by the list from now on. */
  constructor(store: NameStore, addresses: Uint32Array, length = addresses.length) {
    this.store = store;
    this.#addresses = addresses;
    this.#length = length;
  }

  get length(): number {
    return this.#length;
  }

  /** @throws RangeError for an index outside. */
  addressAt(index: number): number {
    const address = this.#addresses[index];
    if (address === undefined || index >= this.#length) {
      throw new RangeError(`no name ${index} among ${this.#length}`);
    }
    return address;
  }

  at(index: number): string {
    return this.store.text(this.addressAt(index));
  }

  /** @returns the names `from` … `to`, fewer at the end. */
  slice(from: number, to: number): string[] {
    const count = Math.max(0, Math.min(to, this.#length) - from);
    return Array.from({ length: count }, (_, i) => this.at(from + i));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let index = 0; index < this.#length; index++) yield this.at(index);
  }

  /** @returns the index of the first name that is not less than `name`. */
  lowerBound(name: string): number {
    const bytes = Buffer.from(name);
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.store.compareTo(this.addressAt(middle), bytes) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @returns the index of a name, or -1. */
  indexOf(name: string): number {
    const index = this.lowerBound(name);
    return index < this.#length && this.at(index) === name ? index : -1;
  }

  push(address: number): void {
    this.insertAt(this.#length, address);
  }

  insertAt(index: number, address: number): void {
    if (this.#length === this.#addresses.length) {
      const longer = new Uint32Array(Math.ceil(this.#length * growth) + smallestGrowth);
      longer.set(this.#addresses);
      this.#addresses = longer;
    }
    this.#addresses.copyWithin(index + 1, index, this.#length);
    this.#addresses[index] = address;
    this.#length++;
  }

  removeAt(index: number): void {
    this.#addresses.copyWithin(index, index + 1, this.#length);
    this.#length--;
  }
}
