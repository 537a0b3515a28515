import type { BenchResult } from '../../../build/lib/bench-module.ts';
import { median } from '../ui/statistics.ts';
import type { Contestant } from './contestant.ts';
import type { ContestantName, EngineSetting } from './setting.ts';

const runs = 3;

/** The medians of each contestant's figures, in the order of the figures. */
export type Figures = Readonly<Partial<Record<ContestantName, readonly number[]>>>;

/**
 * Lets the contestants do the same in turn, so that what else the machine does meets all of them alike: first once to
 * warm up, which does not count, then three times.
 * @param round does it once. @returns its figures.
 */
export async function measureInTurn<Name extends ContestantName>(
  setting: EngineSetting,
  names: readonly Name[],
  round: (contestant: Contestant, name: Name) => Promise<readonly number[]>,
): Promise<Figures> {
  const contestants = names.map((name) => ({ name, contestant: setting.start(name) }));
  const measured = new Map<ContestantName, (readonly number[])[]>();
  for (const { name } of contestants) measured.set(name, []);
  for (let run = 0; run <= runs; run++) {
    for (const { name, contestant } of contestants) {
      const figures = await round(contestant, name);
      if (run > 0) measured.get(name)?.push(figures);
    }
  }
  for (const { contestant } of contestants) contestant.end();
  return mediansOf(measured);
}

/** The same with a new process for each round, for what a process that has done it before would do otherwise. */
export async function measureAnew(
  setting: EngineSetting,
  names: readonly ContestantName[],
  round: (contestant: Contestant) => Promise<readonly number[]>,
): Promise<Figures> {
  const measured = new Map<ContestantName, (readonly number[])[]>();
  for (const name of names) measured.set(name, []);
  for (let run = 0; run < runs; run++) {
    for (const name of names) {
      const contestant = setting.start(name);
      measured.get(name)?.push(await round(contestant));
      contestant.end();
    }
  }
  return mediansOf(measured);
}

function mediansOf(measured: ReadonlyMap<ContestantName, readonly (readonly number[])[]>): Figures {
  return Object.fromEntries(
    [...measured].map(([name, rounds]) => [
      name,
      (rounds[0] ?? []).map((_, figure) => median(rounds.map((round) => round[figure] ?? NaN))),
    ]),
  );
}

/**
 * @param figure which of the figures; contestants that have none are left out.
 * @returns the result as it is printed.
 */
export function toResult(
  row: Pick<BenchResult, 'name' | 'unit' | 'better'>,
  figures: Figures,
  figure = 0,
): BenchResult {
  const { ours, ...others } = figures;
  const value = ours?.[figure];
  if (value === undefined) throw new Error(`${row.name} was not measured.`);
  const peers: Record<string, number> = {};
  for (const [name, values] of Object.entries(others)) {
    const peer = values[figure];
    if (peer !== undefined) peers[name] = peer;
  }
  return { name: row.name, unit: row.unit, better: row.better, ours: value, peers, runs };
}
