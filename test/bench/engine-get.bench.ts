import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { measureTransfer } from './engine/transfer.ts';

export const name = 'engine/get-1mb' satisfies BenchModule['name'];

/** Reads the data of a node as large as a server takes by default. zkCli also prints it. */
export async function run(): Promise<BenchResult[]> {
  return [await measureTransfer(name, 'get', ['ours', 'java', 'stock', 'kazoo', 'zkcli'])];
}
