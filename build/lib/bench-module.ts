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
  /** @param isWanted whether `--only` asks for a result of this name: what none of them needs is not set up. */
  run(isWanted: (name: string) => boolean): Promise<readonly BenchResult[]>;
}

/** Whether a module may have results that `--only PREFIX` asks for. */
export function mayMatch(module: Pick<BenchModule, 'name'>, prefix: string): boolean {
  return module.name.startsWith(prefix) || prefix.startsWith(module.name);
}

/**
 * @returns the results as a table for a terminal. What others took is given as a ratio first, because figures depend on
 * the machine and ratios hardly do.
 */
export function formatTable(results: readonly BenchResult[]): string {
  const rows = results.map((result) => [
    result.name,
    `${formatNumber(result.ours)} ${result.unit}`,
    `${result.better} is better`,
    Object.entries(result.peers)
      .map(([peer, value]) => `${formatRatio(result, value)} ${peer} (${formatNumber(value)})`)
      .join(', '),
    `${result.runs} ${result.runs === 1 ? 'run' : 'runs'}`,
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const hasPeers = results.some(({ peers }) => Object.keys(peers).length > 0);
  return [...lines, ...(hasPeers ? [explanation] : [])].join('\n');
}

const explanation =
  '2× java (10): Treekeeper is twice as good as the Java client, whose figure is 10.';

/** How many times as good as a peer we are, whichever direction is the good one. */
function formatRatio({ ours, better }: BenchResult, peer: number): string {
  return `${formatNumber(better === 'lower' ? peer / ours : ours / peer)}×`;
}

/** Three figures say what a measurement can. */
function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
}
