const repeatMs = 10_000;

/** Decides what follows when the page's process dies: reload it, but never in a circle. */
export class RendererCrashes {
  #lastAt: number | undefined;

  /** @param now milliseconds since the epoch */
  next(now: number): 'reload' | 'ask' {
    const repeated = this.#lastAt !== undefined && now - this.#lastAt < repeatMs;
    this.#lastAt = now;
    return repeated ? 'ask' : 'reload';
  }
}
