/** Something a person has to do before a script can go on; the message is one sentence that says what. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
}

/** Reports on standard error, in one line, what is going on; standard output is for what a script answers. */
export function announce(line: string): void {
  process.stderr.write(`${line}\n`);
}
