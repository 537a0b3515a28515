/** Why nothing is reported for a while. */
export type Absence = 'connection' | 'off' | 'paused' | 'closed';

/** Why and since when nothing is reported. Reasons may overlap: what they keep open together is one gap. */
export class Absences {
  /** By the reason; the first one counts. */
  readonly #since = new Map<Absence, number>();
  #isOwn: boolean;

  /**
   * @param initial what there is from the beginning, the first one first
   * @param at milliseconds of the steady clock
   */
  constructor(initial: readonly Absence[], at: number) {
    for (const absence of initial) this.#since.set(absence, at);
    this.#isOwn = initial.includes('paused');
  }

  get isAway(): boolean {
    return this.#since.size > 0;
  }

  /** When the gap began that is open now. */
  get since(): number | undefined {
    const [first] = this.#since.values();
    return first;
  }

  /** Whether the gap began with a pause, so that it is the watch's own, whatever came after. */
  get isOwn(): boolean {
    return this.#isOwn;
  }

  has(absence: Absence): boolean {
    return this.#since.has(absence);
  }

  /** @returns whether a gap begins with it */
  begin(absence: Absence, at: number): boolean {
    const isFirst = !this.isAway;
    this.#since.set(absence, at);
    if (isFirst) this.#isOwn = absence === 'paused';
    return isFirst;
  }

  /** @returns when the gap began that is over with it; null while something else keeps it open, or there is none */
  end(absence: Absence): number | null {
    const from = this.since;
    if (from === undefined || !this.#since.delete(absence)) return null;
    const [next] = this.#since.keys();
    if (!next) return from;
    // The gap began when nothing was reported any more, whatever keeps it open now.
    this.#since.set(next, from);
    return null;
  }

  /** An absence turns out not to have been one. */
  forget(absence: Absence): void {
    this.#since.delete(absence);
  }
}
