/**
 * What is measured is scripts; laying out and painting what they have made takes about as long again. So showing what
 * others do takes about an eighth of the page's time, however much they do: measured, a click is answered in half the
 * time that it takes with a fifth, and a change is on screen 20 ms later where a hundred of them come in a second.
 */
const restPerWork = 16;
/** Above this, what is shown would seem to have stopped. */
const longestRestMs = 500;

/**
 * The part of the page's time that work nobody waits for may take. Such work rests for as long as what it took before
 * demands; what the user does comes in between.
 */
export class TimeShare {
  #restsUntil = 0;

  /** Milliseconds for which it has to rest still. */
  get restMs(): number {
    return Math.max(0, this.#restsUntil - performance.now());
  }

  /** Does work, and counts what it takes, with the drawing that it leads to. */
  async spend(work: () => void): Promise<void> {
    const start = performance.now();
    try {
      work();
      // React draws in a task that was queued before this one.
      await Promise.resolve();
    } finally {
      const end = performance.now();
      this.#restsUntil = end + Math.min(longestRestMs, (end - start) * restPerWork);
    }
  }
}
