import { itemAt } from '../item-at.ts';
import { flatString } from './flat-string.ts';

/** Keeps each path once, however many rows name it, and lets it go with the last of them. */
export class PathTable {
  readonly #indexes = new Map<string, number>();
  #paths: string[] = [];
  /** How many rows name the path at an index. */
  #uses: number[] = [];
  #serials: number[] = [];
  #free: number[] = [];
  #lastSerial = 0;
  #sizeBytes = 0;

  /** What the paths take together, as UTF-8. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** @returns the path's index: its own until as many `release` as `acquire` have come, then perhaps another's. */
  acquire(path: string): number {
    const known = this.#indexes.get(path);
    if (known !== undefined) {
      this.#uses[known] = itemAt(this.#uses, known) + 1;
      return known;
    }
    const index = this.#free.pop() ?? this.#paths.length;
    // Paths are put together from parts and cut from frames: only a copy does not keep these.
    const own = flatString(path);
    this.#indexes.set(own, index);
    this.#sizeBytes += Buffer.byteLength(own);
    this.#paths[index] = own;
    this.#uses[index] = 1;
    this.#serials[index] = ++this.#lastSerial;
    return index;
  }

  release(index: number): void {
    const uses = itemAt(this.#uses, index) - 1;
    this.#uses[index] = uses;
    if (uses > 0) return;
    const path = itemAt(this.#paths, index);
    this.#indexes.delete(path);
    this.#sizeBytes -= Buffer.byteLength(path);
    this.#paths[index] = '';
    this.#serials[index] = ++this.#lastSerial;
    this.#free.push(index);
  }

  /** @returns the path at an index that is in use. */
  at(index: number): string {
    return itemAt(this.#paths, index);
  }

  /** Another number each time that an index becomes a path's, or is no path's any more. */
  serialAt(index: number): number {
    return itemAt(this.#serials, index);
  }

  /** Indexes are less than this. */
  get length(): number {
    return this.#paths.length;
  }

  clear(): void {
    this.#indexes.clear();
    this.#sizeBytes = 0;
    this.#paths = [];
    this.#uses = [];
    this.#serials = [];
    this.#free = [];
  }
}
