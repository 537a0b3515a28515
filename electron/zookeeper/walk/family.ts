import { joinPath } from '../../../shared/znode-path.ts';
import type { PackedNames } from '../packed-names.ts';
import { ByteEstimate } from './byte-estimate.ts';

/** For each node of a family that was seen, so many more may be asked for. */
const trustPerNode = 8;
const keptShare = 0.9;

/**
 * The children of one node, as far as they have not been asked for. Siblings resemble each other: the first one shows
 * how large the others will be, and more of them are asked for at a time the more have been seen.
 */
export class Family {
  readonly #parent: string | null;
  readonly #names: PackedNames;
  #next = 0;
  #seen = 0;
  #inFlight = 0;
  #estimate: ByteEstimate | undefined;

  /** @param parent null when the names are paths. */
  constructor(parent: string | null, names: PackedNames) {
    this.#parent = parent;
    this.#names = names;
  }

  get isEmpty(): boolean {
    return this.#next === this.#names.length;
  }

  get isStranger(): boolean {
    return this.#seen === 0;
  }

  /** Bytes that one answer is likely to have; undefined before the first. */
  get expectedBytes(): number | undefined {
    return this.#estimate?.bytes;
  }

  /** How many more may be asked for now. */
  get trusted(): number {
    return Math.max(0, (this.#seen === 0 ? 1 : this.#seen * trustPerNode) - this.#inFlight);
  }

  /** @returns the path of the next node, which is in flight from now on. */
  take(): string {
    const name = this.#names.at(this.#next++);
    this.#inFlight++;
    return this.#parent === null ? name : joinPath(this.#parent, name);
  }

  /** One of those in flight was answered. */
  answered(bytes: number): void {
    this.#inFlight--;
    this.#seen++;
    this.expect(bytes);
  }

  expect(bytes: number): void {
    if (this.#estimate) this.#estimate.learn(bytes);
    else this.#estimate = new ByteEstimate(bytes, keptShare);
  }
}
