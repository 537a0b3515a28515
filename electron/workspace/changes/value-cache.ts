/** A node's data as it was read at a version. */
export interface KnownValue {
  readonly data: Uint8Array | null;
  readonly version: number;
}

/** Values over this size are kept for the open node only. */
const largeValueBytes = 65_536;

/** The values read last, so that a change can be shown with what was before it. Bounded by bytes. */
export class ValueCache {
  readonly #values = new Map<string, KnownValue>();
  readonly #capacityBytes: number;
  #sizeBytes = 0;
  /** The one path whose value is kept whatever its size. */
  #openPath: string | null = null;

  constructor(capacityBytes: number) {
    this.#capacityBytes = capacityBytes;
  }

  setOpenPath(path: string | null): void {
    const left = this.#openPath;
    this.#openPath = path;
    if (left === null || left === path) return;
    const value = this.#values.get(left);
    if (value && sizeOf(value) > largeValueBytes) this.delete(left);
  }

  get(path: string): KnownValue | undefined {
    return this.#values.get(path);
  }

  set(path: string, value: KnownValue): void {
    this.delete(path);
    if (sizeOf(value) > largeValueBytes && path !== this.#openPath) return;
    this.#values.set(path, value);
    this.#sizeBytes += sizeOf(value);
    for (const [oldest, old] of this.#values) {
      if (this.#sizeBytes <= this.#capacityBytes) break;
      if (oldest === path || oldest === this.#openPath) continue;
      this.#values.delete(oldest);
      this.#sizeBytes -= sizeOf(old);
    }
  }

  delete(path: string): void {
    const value = this.#values.get(path);
    if (!value) return;
    this.#values.delete(path);
    this.#sizeBytes -= sizeOf(value);
  }
}

function sizeOf({ data }: KnownValue): number {
  // The path and the entry itself count too, or a million empty values would be free.
  return (data?.byteLength ?? 0) + 200;
}
