import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { measureInTurn, toResult } from './engine/rounds.ts';
import { withEngineServer, type ContestantName, type EngineSetting } from './engine/setting.ts';
import { percentile } from './ui/statistics.ts';

/**
 * Ours and the Java client hold one persistent recursive watch. The others know one-shot watches only: they set one on
 * each node before the clock runs, and set it again after its event when more are to come. zkCli only prints events.
 */
const contestants = ['ours', 'java', 'stock', 'kazoo'] as const;

const burst = { events: 10_000 };
const stream = { nodes: 1_000, events: 3_000, perSecond: 1_000 };

/** In a burst, an event costs what the client does for it; one by one, also that the system wakes the process. */
const inBurst = [
  { name: 'engine/event-burst-rate', unit: 'events/s', better: 'higher' },
  { name: 'engine/event-cpu', unit: 'µs', better: 'lower' },
] as const;
const steady = [
  { name: 'engine/event-latency-p50', unit: 'ms', better: 'lower' },
  { name: 'engine/event-latency-p99', unit: 'ms', better: 'lower' },
  { name: 'engine/event-cpu-steady', unit: 'µs', better: 'lower' },
] as const;

export const name = 'engine/event' satisfies BenchModule['name'];

export function run(isWanted: (name: string) => boolean): Promise<BenchResult[]> {
  return withEngineServer(async (setting) => {
    // A level for each, or everybody would be busy with the events of the one whose turn it is.
    for (const by of contestants) {
      await setting.writer.ask(`level ${levelOf(by)} ${String(burst.events)} 16`);
    }
    return [
      ...(inBurst.some((row) => isWanted(row.name)) ? await measureBurst(setting) : []),
      ...(steady.some((row) => isWanted(row.name)) ? await measureStream(setting) : []),
    ];
  });
}

function levelOf(contestant: ContestantName): string {
  return `/watched-by-${contestant}`;
}

/** 10,000 changes in transactions of 1,000, all sent at once: events a second, from the first to the last. */
async function measureBurst(setting: EngineSetting): Promise<BenchResult[]> {
  const { events } = burst;
  const figures = await measureInTurn(setting, contestants, async (contestant, by) => {
    const level = levelOf(by);
    await contestant.ask(`expect ${level} ${String(events)} ${String(events)}`);
    const received = contestant.ask('received');
    await setting.writer.ask(`burst ${level} ${String(events)}`);
    const { cpuMicros, times } = parseReceived(await received);
    const [first = NaN, last = NaN] = [times[0], times.at(-1)];
    return [((times.length - 1) / (last - first)) * 1e9, cpuMicros / events];
  });
  return inBurst.map((row, figure) => toResult(row, figures, figure));
}

/** A change every millisecond: from its being sent to its event, and the CPU time that the event's receiver spends. */
async function measureStream(setting: EngineSetting): Promise<BenchResult[]> {
  const { nodes, events, perSecond } = stream;
  const figures = await measureInTurn(setting, contestants, async (contestant, by) => {
    const level = levelOf(by);
    await contestant.ask(`expect ${level} ${String(nodes)} ${String(events)}`);
    const received = contestant.ask('received');
    const sent = await setting.writer.ask(
      ['stream', level, nodes, events, perSecond].map(String).join(' '),
    );
    const { cpuMicros, nodes: seen, times } = parseReceived(await received);
    const latencies = times.map((time, i) => {
      // Events come in the order of the changes.
      if (seen[i] !== i % nodes) throw new Error(`Event ${String(i)} is that of another change.`);
      return (time - (sent[i] ?? NaN)) / 1e6;
    });
    return [percentile(latencies, 0.5), percentile(latencies, 0.99), cpuMicros / events];
  });
  return steady.map((row, figure) => toResult(row, figures, figure));
}

/** Takes the answer to `received` apart: CPU time, then node and time in turn. */
function parseReceived([cpuMicros = NaN, ...rest]: readonly number[]) {
  return {
    cpuMicros,
    nodes: rest.filter((_, i) => i % 2 === 0),
    times: rest.filter((_, i) => i % 2 === 1),
  };
}
