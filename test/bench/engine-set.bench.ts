import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { measureTransfer } from './engine/transfer.ts';

export const name = 'engine/set-1mb' satisfies BenchModule['name'];

/** Sets the data of a node as large as a server takes by default. zkCli would need it on its command line. */
export async function run(): Promise<BenchResult[]> {
  return [await measureTransfer(name, 'set', ['ours', 'java', 'stock', 'kazoo'])];
}
