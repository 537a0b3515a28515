import type { Failure } from '../../../shared/model/failure.ts';
import { expectFailure, isConnectionFailure, isFailure } from '../errors.ts';
import type { ReadSession } from '../port.ts';
import type { NodeNow } from './live-event.ts';

type OnRead = (now: NodeNow) => void;

interface Read {
  readonly withData: boolean;
  readonly waiting: OnRead[];
}

/**
 * Reads nodes for live watches. Watches that are informed of the same event share one read.
 *
 * Replies are handed on by callbacks, not promises: another turn in between, and an event that the server sent after
 * the reply would be seen before it.
 */
export class SharedReads {
  readonly #session: () => ReadSession;
  readonly #current = new Map<string, Read>();

  constructor(session: () => ReadSession) {
    this.#session = session;
  }

  /** A read that is under way may not have seen this change: nobody who asks from now on shares it. */
  noticeEvent(path: string): void {
    this.#current.delete(path);
  }

  /** @param onRead called once, never before this returns. */
  read(path: string, withData: boolean, onRead: OnRead): void {
    const current = this.#current.get(path);
    if (current && (current.withData || !withData)) {
      current.waiting.push(onRead);
      return;
    }
    const read: Read = { withData, waiting: [onRead] };
    this.#current.set(path, read);
    const finish: OnRead = (now) => {
      if (this.#current.get(path) === read) this.#current.delete(path);
      for (const onRead of read.waiting) onRead(now);
    };
    if (withData) this.#readData(path, finish);
    else this.#readStat(path, finish);
  }

  #readData(path: string, finish: OnRead): void {
    this.#session()
      .getData(path)
      .then(
        ({ stat, data }) => finish({ kind: 'value', stat, data }),
        (error: unknown) => {
          // The stat needs no permission.
          if (isFailure(error, 'NO_AUTH')) this.#readStat(path, finish, error.failure);
          else finish(unread(error));
        },
      );
  }

  #readStat(path: string, finish: OnRead, refusal?: Failure): void {
    this.#session()
      .exists(path)
      .then(
        (stat) =>
          finish(
            stat
              ? { kind: 'stat', stat, ...(refusal && { refusal }) }
              : { kind: 'unread', reason: 'gone' },
          ),
        (error: unknown) => finish(unread(error)),
      );
  }
}

function unread(error: unknown): NodeNow {
  const failure = expectFailure(error);
  if (isFailure(failure, 'NO_NODE')) return { kind: 'unread', reason: 'gone' };
  return { kind: 'unread', reason: isConnectionFailure(failure) ? 'noConnection' : 'failed' };
}
