import type { WatchEvent } from '../port.ts';
import { serverCodes } from '../error-codes.ts';
import type { Operation } from './operations/operation.ts';
import { opCodes } from './wire/protocol.ts';
import { setOneShotWatches } from './operations/watch-operations.ts';
import type { PersistentWatches } from './persistent-watches.ts';

/**
 * Watches that last, on one connection to a server that has none but one-shot watches (before 3.6).
 *
 * Each event uses a watch up. It is set again before the event is reported, by a request that reads nothing: so whoever
 * reads because of the event reads what is there once the watch stands again. What happens in between is part of the
 * same event. A server cannot be asked to watch everything below a node, so a recursive watch covers the node and the
 * list of its children only.
 */
export class OneShotWatches {
  readonly #registry: PersistentWatches;
  readonly #send: (operation: Operation<void>) => void;
  /** Nodes that are there, which decides between a watch for data and one for existence. */
  readonly #present = new Set<string>();

  /** @param send sends a request whose answer nobody waits for. */
  constructor(registry: PersistentWatches, send: (operation: Operation<void>) => void) {
    this.#registry = registry;
    this.#send = send;
  }

  /**
   * Watches the node; `addChildren` belongs right behind it.
   * @param onAdded called while the answer is read, before anything that follows it.
   */
  add(path: string, onAdded: () => void): Operation<void> {
    return {
      name: 'addWatch',
      opCode: opCodes.exists,
      path,
      isWrite: false,
      write: (writer, chroot) => writer.string(chroot.toServer(path)).bool(true),
      read: () => {
        this.#present.add(path);
        onAdded();
      },
      recover(serverCode) {
        if (serverCode !== serverCodes.noNode) return undefined;
        // The watch is set all the same, for the node's creation.
        onAdded();
        return { result: undefined };
      },
    };
  }

  /** For nodes that are not there the server answers with the event that they are deleted, which is no news. */
  addChildren(paths: readonly string[]): void {
    this.#send(setOneShotWatches({ children: paths }));
  }

  /** Watches everything in the registry anew. */
  restore(chrootBytes: number): Operation<void>[] {
    return this.#registry.toPieces(chrootBytes).flatMap(({ persistent, recursive }) => {
      const paths = [...persistent, ...recursive];
      return [
        ...paths.map((path) => this.add(path, () => undefined)),
        setOneShotWatches({ children: paths }),
      ];
    });
  }

  /** The server's own watch goes with the next event, if it cannot be removed. */
  drop(path: string): void {
    this.#present.delete(path);
  }

  /** @returns whether an event is news. Its watch has been set again then. */
  take({ kind, path }: WatchEvent): boolean {
    if (this.#registry.get(path) === undefined) return false;
    switch (kind) {
      case 'created':
        this.#present.add(path);
        this.#send(setOneShotWatches({ data: [path], children: [path] }));
        return true;
      case 'dataChanged':
        this.#send(setOneShotWatches({ data: [path] }));
        return true;
      case 'childrenChanged':
        this.#send(setOneShotWatches({ children: [path] }));
        return true;
      case 'deleted':
        // Reported once by the watch for data and once by that for children, when they were set at different times.
        if (!this.#present.delete(path)) return false;
        this.#send(setOneShotWatches({ existence: [path] }));
        return true;
    }
  }
}
