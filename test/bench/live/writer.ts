import { startContestant, type Contestant } from '../engine/contestant.ts';
import { clockNanos } from '../engine/programs/event-record.ts';
import { benchTools } from '../engine/tools.ts';

/** Lends the one that makes the changes, in a process of its own. */
export async function withWriter<T>(
  connectString: string,
  use: (writer: Contestant) => Promise<T>,
): Promise<T> {
  const { keeper, script } = await benchTools();
  const writer = startContestant(keeper, process.execPath, [script('writer'), connectString]);
  try {
    return await use(writer);
  } finally {
    writer.end();
  }
}

export interface Stream {
  readonly level: string;
  readonly nodes: number;
  readonly count: number;
  readonly perSecond: number;
}

/**
 * Sets the nodes of a level in turn, evenly.
 * @returns when each change was sent, milliseconds since the epoch.
 */
export async function writeStream(writer: Contestant, stream: Stream): Promise<number[]> {
  const { level, nodes, count, perSecond } = stream;
  const sent = await writer.ask(['stream', level, nodes, count, perSecond].map(String).join(' '));
  return sent.map(toEpochMs);
}

/** @param nanos of the clock that programs tell the time by. @returns milliseconds since the epoch. */
export function toEpochMs(nanos: number): number {
  return performance.timeOrigin + performance.now() + (nanos - clockNanos()) / 1e6;
}
