import { Capabilities, type Release } from '../capabilities.ts';
import { serverCodes } from '../error-codes.ts';
import { isFailure } from '../errors.ts';
import type { Operation } from './operation.ts';
import { opCodes } from './protocol.ts';
import { readConfigNode } from './ensemble-operations.ts';
import { setWatches } from './watch-operations.ts';

type Ask = <Result>(operation: Operation<Result>) => Promise<Result>;

/** Codes that end the connection whatever was asked; they say nothing of the operation. */
const refusals: ReadonlySet<number> = new Set([serverCodes.authFailed, serverCodes.saslRequired]);

/** Makes any answer but "unimplemented" a yes: only a server that knows an operation finds something else wrong. */
function knows(operation: Operation<unknown>): Operation<boolean> {
  return {
    ...operation,
    name: 'probe',
    read: () => true,
    recover(serverCode) {
      if (refusals.has(serverCode)) return undefined;
      return { result: serverCode !== serverCodes.unimplemented };
    },
  };
}

/** Nothing is asked for and nothing is changed by it. It came with 3.7. */
const newest = knows({
  name: 'whoAmI',
  opCode: opCodes.whoAmI,
  isWrite: false,
  write: () => undefined,
  read: () => undefined,
});

/** Sets no watch at all, with the request for persistent ones, which came with 3.6. */
const persistentWatches = knows(setWatches(new Uint8Array(8), { persistent: [], recursive: [] }));

/**
 * Finds out what each server of an ensemble can do, on connections that carry nothing else yet: a server answers an
 * operation that it does not know ahead of others and closes the connection, though not the session.
 *
 * One question is enough for ZooKeeper 3.7 and newer. An older server costs one connection more, or two (3.5), once.
 */
export class CapabilityProbe {
  readonly #known = new Map<string, Capabilities>();
  /** Servers that do not know `whoAmI`. */
  readonly #older = new Set<string>();
  /** Servers that ended the connection at a question, without a word. */
  readonly #silent = new Set<string>();

  /**
   * @param server `host:port`
   * @returns null when the server did not know the question: the connection is lost then, and on the next one less
   *   is asked.
   * @throws ZooKeeperError when the connection ended otherwise.
   */
  async find(server: string, ask: Ask): Promise<Capabilities | null> {
    const known = this.#known.get(server);
    if (known) return known;
    if (!this.#older.has(server)) {
      if (await this.#ask(server, ask, newest)) return this.#learn(server, '3.7');
      this.#older.add(server);
      return null;
    }
    if ((await ask(readConfigNode)) === null) return this.#learn(server, '3.4');
    if (await this.#ask(server, ask, persistentWatches)) return this.#learn(server, '3.6');
    this.#learn(server, '3.5');
    return null;
  }

  /** What was found out has turned out wrong: another release may run there now. */
  forget(server: string): void {
    this.#known.delete(server);
    this.#older.delete(server);
  }

  /**
   * Some servers that speak the protocol hang up instead of answering. Once may be the network; twice at the same
   * question is an answer.
   */
  async #ask(server: string, ask: Ask, question: Operation<boolean>): Promise<boolean> {
    try {
      const answer = await ask(question);
      this.#silent.delete(server);
      return answer;
    } catch (error) {
      if (!isFailure(error, 'CONNECTION_LOST')) throw error;
      if (this.#silent.delete(server)) return false;
      this.#silent.add(server);
      throw error;
    }
  }

  #learn(server: string, release: Release): Capabilities {
    const capabilities = new Capabilities(release);
    this.#known.set(server, capabilities);
    return capabilities;
  }
}
