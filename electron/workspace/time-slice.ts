/** How long work may hold the event loop before it lets others run; well below a frame that a person would notice. */
const sliceMs = 8;

/** Asking for the time costs more than most steps, so it is asked for once in so many. */
const stepsPerCheck = 256;

/** Splits long work into slices: `if (slice.isOver()) await slice.next()` in its inner loop. */
export class TimeSlice {
  readonly #stepsPerCheck: number;
  #startedAt = performance.now();
  #steps = 0;

  constructor(steps = stepsPerCheck) {
    this.#stepsPerCheck = steps;
  }

  /** @param steps how many ordinary steps the last one was worth. */
  isOver(steps = 1): boolean {
    this.#steps += steps;
    if (this.#steps < this.#stepsPerCheck) return false;
    this.#steps = 0;
    return performance.now() - this.#startedAt >= sliceMs;
  }

  /** Lets everything that waits run first, input and output included. */
  async next(): Promise<void> {
    await new Promise<void>((resolve) => {
      setImmediate(resolve);
    });
    this.#startedAt = performance.now();
  }
}

/** Runs work that yields after each of its steps, which take a part of a millisecond each, in time slices. */
export async function runInSlices(steps: Generator<void>): Promise<void> {
  const slice = new TimeSlice(1);
  while (steps.next().done !== true) {
    if (slice.isOver()) await slice.next();
  }
}
