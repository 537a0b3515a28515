const repeatMs = 10_000;

/** Decides what follows when the page's process dies: reload it, but never in a circle. */
export class RendererCrashes {
  #lastAt: number | undefined;

  /** @param now milliseconds since the epoch */
  next(now: number): 'reload' | 'ask' {
    const repeated = !this.isOver(now);
    this.#lastAt = now;
    return repeated ? 'ask' : 'reload';
  }

  /** @returns whether the last crash is so long ago that another one would be no repetition. */
  isOver(now: number): boolean {
    return this.#lastAt === undefined || now - this.#lastAt >= repeatMs;
  }
}
