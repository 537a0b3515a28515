import type { PathTable } from './path-table.ts';

/** A number for each path of a table, for as long as the path is in it. */
export class PathNumbers {
  readonly #paths: PathTable;
  #numbers: Float64Array<ArrayBuffer>;
  /** Under which serial the path had its number. */
  #serials: Float64Array<ArrayBuffer>;

  constructor(paths: PathTable) {
    this.#paths = paths;
    const room = Math.max(1_024, paths.length);
    this.#numbers = new Float64Array(room);
    this.#serials = new Float64Array(room);
  }

  get(index: number): number | undefined {
    return this.#serials[index] === this.#paths.serialAt(index) ? this.#numbers[index] : undefined;
  }

  set(index: number, value: number): void {
    if (index >= this.#numbers.length) {
      this.#numbers = withRoom(this.#numbers, 2 * index);
      this.#serials = withRoom(this.#serials, 2 * index);
    }
    this.#numbers[index] = value;
    this.#serials[index] = this.#paths.serialAt(index);
  }
}

function withRoom(numbers: Float64Array<ArrayBuffer>, room: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(room);
  larger.set(numbers);
  return larger;
}
