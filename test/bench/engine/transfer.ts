import type { BenchResult } from '../../../build/lib/bench-module.ts';
import { measureInTurn, toResult } from './rounds.ts';
import { withEngineServer, type ContestantName } from './setting.ts';

/** Just below what a server takes by default (`jute.maxbuffer`), with the path and the header. */
const sizeBytes = 1_024 * 1_023;
/** A server keeps its last 500 transactions in memory: those of all contestants have to fit. */
const times = 20;

/**
 * Lets the contestants read or write a node of a megabyte, one request after the other.
 * @returns milliseconds for one request.
 */
export function measureTransfer(
  name: string,
  command: 'get' | 'set',
  contestants: readonly ContestantName[],
): Promise<BenchResult> {
  return withEngineServer(async (setting) => {
    await setting.writer.ask(`create /large ${String(sizeBytes)}`);
    const figures = await measureInTurn(setting, contestants, async (contestant) => {
      const size = command === 'set' ? ` ${String(sizeBytes)}` : '';
      const [ms = NaN] = await contestant.ask(`${command} /large ${String(times)}${size}`);
      return [ms / times];
    });
    return toResult({ name, unit: 'ms', better: 'lower' }, figures);
  });
}
