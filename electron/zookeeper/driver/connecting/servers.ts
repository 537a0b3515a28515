import { formatServer, type ServerAddress } from '../../../../shared/connect-string.ts';

export interface Candidate {
  readonly address: ServerAddress;
  /** `host:port`, as in a connect string. */
  readonly name: string;
  /** Whether every server has been tried since the last success or, before that, since the start. */
  readonly startsRound: boolean;
  /** How many whole rounds came before; 0 in the first. */
  readonly round: number;
}

/**
 * The servers of a connect string in random order, so that many clients spread over an ensemble. Goes around from
 * where it stands: after a connection is lost its server is tried last.
 */
export class Servers {
  readonly #addresses: readonly ServerAddress[];
  #next = 0;
  /** Attempts since the last success. */
  #attempts = 0;

  constructor(addresses: readonly ServerAddress[], random: () => number) {
    this.#addresses = shuffle(addresses, random);
  }

  get count(): number {
    return this.#addresses.length;
  }

  next(): Candidate {
    const address = this.#addresses[this.#next % this.count];
    if (!address) throw new Error('a connect string names at least one server');
    const round = Math.floor(this.#attempts / this.count);
    const startsRound = this.#attempts % this.count === 0;
    this.#next = (this.#next + 1) % this.count;
    this.#attempts++;
    return { address, name: formatServer(address), startsRound, round };
  }

  /** Begins a new count of rounds. */
  succeeded(): void {
    this.#attempts = 0;
  }
}

function shuffle<T>(items: readonly T[], random: () => number): T[] {
  const shuffled = [...items];
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [shuffled[i], shuffled[j]] = [shuffled[j] as T, shuffled[i] as T];
  }
  return shuffled;
}
