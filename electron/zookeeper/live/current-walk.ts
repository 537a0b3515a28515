/** The walk over a scope that is under way, or is to begin in a while: one takes the place of the other. */
export class CurrentWalk {
  #walk: AbortController | null = null;
  #timer: NodeJS.Timeout | null = null;

  /**
   * @param walk begins at once
   * @returns what it returns, and that it ended; null when it was stopped, or another one has taken its place
   */
  async run<Outcome>(
    walk: (signal: AbortSignal) => Promise<Outcome>,
  ): Promise<{ readonly outcome: Outcome } | null> {
    this.stop();
    const current = new AbortController();
    this.#walk = current;
    const outcome = await walk(current.signal);
    if (this.#walk !== current) return null;
    this.#walk = null;
    return { outcome };
  }

  /** Calls `begin` after a while, unless it is stopped before. */
  schedule(begin: () => void, delayMs: number): void {
    this.stop();
    this.#timer = setTimeout(begin, delayMs);
  }

  /** Idempotent. */
  stop(): void {
    this.#walk?.abort();
    this.#walk = null;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }
}
