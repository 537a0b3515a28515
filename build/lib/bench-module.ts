/** One measured number, in the form in which it is printed. */
export interface BenchResult {
  /** Slash-separated, the same from run to run: `ui/expand-20k`. */
  readonly name: string;
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** The median of the runs. */
  readonly ours: number;
  /** The same work by other programs, by their name. */
  readonly peers: Readonly<Record<string, number>>;
  readonly runs: number;
}

/** What every `test/bench/*.bench.ts` exports. */
export interface BenchModule {
  /** What its results' names begin with. */
  readonly name: string;
  run(): Promise<readonly BenchResult[]>;
}

/** Whether a module may have results that `--only PREFIX` asks for. */
export function mayMatch(module: Pick<BenchModule, 'name'>, prefix: string): boolean {
  return module.name.startsWith(prefix) || prefix.startsWith(module.name);
}

/** @returns the results as a table for a terminal. */
export function formatTable(results: readonly BenchResult[]): string {
  const rows = results.map(({ name, ours, unit, better, peers, runs }) => [
    name,
    `${formatNumber(ours)} ${unit}`,
    `${better} is better`,
    Object.entries(peers)
      .map(([peer, value]) => `${peer} ${formatNumber(value)}`)
      .join(', '),
    `${runs} ${runs === 1 ? 'run' : 'runs'}`,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Three figures say what a measurement can. */
function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
