/** @returns nanoseconds of the system's monotonic clock, which other processes and languages read too. */
export function clockNanos(): number {
  return Number(process.hrtime.bigint());
}

/** When events arrived, and what CPU time was spent until then. */
export class EventRecord {
  #nodes: number[] = [];
  #times: number[] = [];
  #total = 0;
  #cpu = process.cpuUsage();
  #complete: Promise<void> = Promise.resolve();
  #resolve: (() => void) | undefined;

  /** Begins anew. */
  expect(total: number): void {
    this.#nodes = [];
    this.#times = [];
    this.#total = total;
    this.#complete = new Promise((resolve) => (this.#resolve = resolve));
    this.#cpu = process.cpuUsage();
  }

  /** @param path ends in "-" and the node's number. */
  note(path: string): void {
    if (this.#times.length === this.#total) return;
    this.#times.push(clockNanos());
    this.#nodes.push(Number(path.slice(path.lastIndexOf('-') + 1)));
    if (this.#times.length < this.#total) return;
    this.#cpu = process.cpuUsage(this.#cpu);
    this.#resolve?.();
  }

  /** Once all have come: CPU time in microseconds, then for each event its node's number and when it came. */
  async received(): Promise<number[]> {
    await this.#complete;
    const events = this.#times.flatMap((time, i) => [this.#nodes[i] ?? 0, time]);
    return [this.#cpu.user + this.#cpu.system, ...events];
  }
}
