/** Cuts bytes that arrive in pieces into lines; a line that is too long is not kept, so that memory stays bounded. */
export class LineSplitter {
  readonly #maxLineBytes: number;
  #parts: Buffer[] = [];
  #length = 0;

  constructor(maxLineBytes: number) {
    this.#maxLineBytes = maxLineBytes;
  }

  /** @param bytes kept until their line has ended. @returns the lines that end here, as UTF-8; null for one that is too long. */
  *push(bytes: Buffer): Generator<string | null> {
    let from = 0;
    for (let end = bytes.indexOf(0x0a); end !== -1; end = bytes.indexOf(0x0a, from)) {
      this.#add(bytes.subarray(from, end));
      yield this.#take();
      from = end + 1;
    }
    this.#add(bytes.subarray(from));
  }

  /** @returns the last line, when no end of a line follows it. */
  *end(): Generator<string | null> {
    if (this.#length > 0) yield this.#take();
  }

  #add(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#maxLineBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  #take(): string | null {
    const line =
      this.#length > this.#maxLineBytes ? null : Buffer.concat(this.#parts).toString('utf8');
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}
