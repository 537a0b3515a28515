import type { PendingRequest } from './pending-request.ts';
import { largestXid, ProtocolError } from './protocol.ts';

/** Below this many taken entries the array is not worth compacting. */
const compactAfter = 1_024;

interface Entry {
  readonly xid: number;
  readonly request: PendingRequest;
}

/** Requests in flight on one connection. ZooKeeper answers them in the order in which they were sent. */
export class ReplyQueue {
  /** Undefined once taken: what was answered must not stay in memory until the array is compacted. */
  #entries: (Entry | undefined)[] = [];
  /** Index of the oldest entry: taking from the front of a long array would move all the others. */
  #head = 0;
  #lastXid: number;

  /** @param lastXid the request id before the first one; given by tests only. */
  constructor(lastXid = 0) {
    this.#lastXid = lastXid;
  }

  get length(): number {
    return this.#entries.length - this.#head;
  }

  /** @returns the id for the next request: positive, and 1 again after the largest. */
  nextXid(): number {
    this.#lastXid = this.#lastXid === largestXid ? 1 : this.#lastXid + 1;
    return this.#lastXid;
  }

  add(xid: number, request: PendingRequest): void {
    this.#entries.push({ xid, request });
  }

  /** @returns the request whose answer is due; undefined when there is none. */
  peek(): PendingRequest | undefined {
    return this.#entries[this.#head]?.request;
  }

  /** @throws ProtocolError when this is not the answer that is due. */
  take(xid: number): PendingRequest {
    const entry = this.#entries[this.#head];
    if (entry?.xid !== xid) {
      throw new ProtocolError(`an answer to ${String(xid)} came, ${String(entry?.xid)} is due`);
    }
    this.#entries[this.#head] = undefined;
    this.#head++;
    if (this.#head >= compactAfter && this.#head * 2 >= this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
    return entry.request;
  }

  /** Empties the queue. @returns what was in flight, the oldest first. */
  drain(): PendingRequest[] {
    const rest = this.#entries.slice(this.#head).flatMap((entry) => entry?.request ?? []);
    this.#entries = [];
    this.#head = 0;
    return rest;
  }
}
