import { createInterface } from 'node:readline';

export type Command = (...args: string[]) => Promise<readonly number[]> | readonly number[];

/** Does what standard input says, one command a line, and answers each with one line: "= " and numbers. */
export async function answerCommands(commands: Readonly<Record<string, Command>>): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name = '', ...args] = line.split(' ');
    const command = commands[name];
    if (command === undefined) throw new Error(`There is no command "${name}".`);
    process.stdout.write(`= ${(await command(...args)).join(' ')}\n`);
  }
  // The session ends with the process, and the server with the measurement.
  process.exit(0);
}

/** @returns milliseconds, and what the work returned: how much was done. */
export async function timed(work: () => Promise<number>): Promise<[ms: number, count: number]> {
  const start = performance.now();
  const count = await work();
  return [performance.now() - start, count];
}
