import type { ChangeValue } from '../../../shared/model/change.ts';

/** The values before and after a change. */
export interface ValuePair {
  readonly before: ChangeValue;
  readonly after: ChangeValue;
}

/** What a value takes beside its bytes; without it a million values of a few bytes would be nearly free. */
const overheadBytes = 100;

/** The values of the newest changes, bounded by bytes: those of the oldest changes go first. */
export class ChangeValues {
  readonly #maxBytes: number;
  readonly #held = new Map<number, ValuePair>();
  #bytes = 0;
  #oldestId = 1;

  /** @param firstId the first change that will be given values */
  constructor(maxBytes: number, firstId = 1) {
    this.#maxBytes = maxBytes;
    this.#oldestId = firstId;
  }

  /** Changes before this one hold no values, and will never again. */
  get oldestId(): number {
    return this.#oldestId;
  }

  get(id: number): ValuePair | undefined {
    return this.#held.get(id);
  }

  set(id: number, values: ValuePair): void {
    this.#delete(id);
    const bytes = sizeOf(values);
    if (bytes === 0 || id < this.#oldestId) return;
    this.#held.set(id, values);
    this.#bytes += bytes;
    while (this.#bytes > this.#maxBytes) this.#delete(this.#oldestId++);
  }

  /** Takes values of a change before all others, as long as there is room. */
  setOlder(id: number, values: ValuePair): void {
    const bytes = sizeOf(values);
    if (bytes === 0 || id >= this.#oldestId || this.#bytes + bytes > this.#maxBytes) return;
    this.#held.set(id, values);
    this.#bytes += bytes;
    this.#oldestId = id;
  }

  /** Lets go of everything before a change. */
  dropBefore(id: number): void {
    while (this.#oldestId < id && this.#held.size > 0) this.#delete(this.#oldestId++);
    this.#oldestId = Math.max(this.#oldestId, id);
  }

  #delete(id: number): void {
    const values = this.#held.get(id);
    if (!values) return;
    this.#held.delete(id);
    this.#bytes -= sizeOf(values);
  }
}

function sizeOf({ before, after }: ValuePair): number {
  return bytesOf(before) + bytesOf(after);
}

function bytesOf(value: ChangeValue): number {
  return value.kind === 'value' ? (value.data?.byteLength ?? 0) + overheadBytes : 0;
}
