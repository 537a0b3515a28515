import type { Progress } from '../../shared/contract/topics.ts';

/** The long pieces of work under way, by the call each belongs to. */
export class ProgressBoard {
  readonly #entries = new Map<string, Progress>();
  readonly #onChange: () => void;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  list(): readonly Progress[] {
    return [...this.#entries.values()];
  }

  /** Shows work while it runs. `report` may be called as often as one likes. */
  async during<T>(
    work: Omit<Progress, 'done' | 'total'>,
    run: (report: (done: number, total?: number) => void) => Promise<T>,
  ): Promise<T> {
    const report = (done: number, total?: number) => {
      this.#entries.set(work.callId, { ...work, done, ...(total !== undefined && { total }) });
      this.#onChange();
    };
    report(0);
    try {
      return await run(report);
    } finally {
      this.#entries.delete(work.callId);
      this.#onChange();
    }
  }
}
