import type { Failure } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { expectFailure, isFailure } from '../errors.ts';
import type { ReadSession } from '../port.ts';

export interface ReadCheckOptions {
  readonly path: string;
  readonly session: () => ReadSession;
  readonly steadyClock: () => number;
  /** Whether what was asked for is still of use when the answer comes. */
  readonly isWanted: () => boolean;
  /** What the node is now, which needs no permission to know; null when there is none. */
  readonly onStat: (stat: Stat | null) => void;
  readonly onRefusalChange: () => void;
  /** It may be read again. @param since when it was found that it may not, by the steady clock. */
  readonly onReadable: (since: number) => void;
}

/** Finds out whether a node may still be read. Its data is read only when its ACL is another one than before. */
export class ReadCheck {
  readonly #options: ReadCheckOptions;
  #isRunning = false;
  /** The node as it was found to be readable or not. */
  #checked: Pick<Stat, 'czxid' | 'aversion'> | null = null;
  #refused: { readonly failure: Failure; readonly since: number } | null = null;

  constructor(options: ReadCheckOptions) {
    this.#options = options;
  }

  get refusal(): Failure | null {
    return this.#refused?.failure ?? null;
  }

  run(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const { session, path } = this.#options;
    const end = () => {
      this.#isRunning = false;
    };
    const fail = (error: unknown) => {
      // Without a connection there is a gap, after which it is looked at again.
      expectFailure(error);
      end();
    };
    session()
      .exists(path)
      .then((stat) => {
        if (this.#options.isWanted()) this.#look(stat, end);
        else end();
      }, fail);
  }

  /** At once, before any event that the server sent later. */
  #look(stat: Stat | null, end: () => void): void {
    const { session, path, isWanted, onStat } = this.#options;
    onStat(stat);
    if (!stat) this.#setRefused(null);
    const checked = this.#checked;
    const isSame = checked?.czxid === stat?.czxid && checked?.aversion === stat?.aversion;
    if (!stat || (isSame && !this.#refused)) {
      end();
      return;
    }
    const { czxid, aversion } = stat;
    const take = (failure: Failure | null) => {
      end();
      if (!isWanted()) return;
      this.#checked = { czxid, aversion };
      this.#setRefused(failure);
    };
    session()
      .getData(path)
      .then(
        () => take(null),
        (error: unknown) => {
          const { failure } = expectFailure(error);
          if (isFailure(error, 'NO_AUTH')) take(failure);
          else end();
        },
      );
  }

  #setRefused(failure: Failure | null): void {
    const refused = this.#refused;
    if (failure?.code === refused?.failure.code) return;
    const { steadyClock, onRefusalChange, onReadable } = this.#options;
    this.#refused = failure && { failure, since: steadyClock() };
    onRefusalChange();
    if (refused) onReadable(refused.since);
  }
}
