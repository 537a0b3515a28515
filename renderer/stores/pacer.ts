export interface PacerOptions {
  /** How long nobody must ask before it is done. */
  readonly pauseMs: number;
  /** How long it waits at most, however often it is asked for. */
  readonly longestWaitMs: number;
  /** Does what was asked for. */
  readonly run: (key: string) => void;
}

interface Waiting {
  readonly timer: ReturnType<typeof setTimeout>;
  /** When it is done at the latest, by the page's steady clock. */
  readonly latest: number;
}

/** Does for each key what is asked for again and again: in the pauses, and now and then where there are none. */
export class Pacer {
  readonly #options: PacerOptions;
  readonly #waiting = new Map<string, Waiting>();

  constructor(options: PacerOptions) {
    this.#options = options;
  }

  ask(key: string): void {
    const { pauseMs, longestWaitMs } = this.#options;
    const now = performance.now();
    const before = this.#waiting.get(key);
    clearTimeout(before?.timer);
    const latest = before?.latest ?? now + longestWaitMs;
    const timer = setTimeout(() => this.#do(key), Math.max(0, Math.min(pauseMs, latest - now)));
    this.#waiting.set(key, { timer, latest });
  }

  isWaiting(key: string): boolean {
    return this.#waiting.has(key);
  }

  /** Takes back what was asked for. */
  drop(key: string): void {
    clearTimeout(this.#waiting.get(key)?.timer);
    this.#waiting.delete(key);
  }

  /** Does at once all that waits. */
  flush(): void {
    for (const key of [...this.#waiting.keys()]) this.#do(key);
  }

  #do(key: string): void {
    this.drop(key);
    this.#options.run(key);
  }
}
