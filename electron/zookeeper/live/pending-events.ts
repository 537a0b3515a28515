import type { Stat } from '../../../shared/model/stat.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { KnownNode } from './known-nodes.ts';
import type { NodeNow, UnreadReason } from './live-event.ts';
import type { LiveLimits } from './live-limits.ts';
import { ReadRate } from './read-rate.ts';

/** A change on its way: noticed, and not reported yet because the node is to be read first. */
export interface PendingEvent {
  /** `compared` stands for no change, but for the end of those that were found. */
  readonly kind:
    'created' | 'dataChanged' | 'deleted' | 'childrenChanged' | 'aclChanged' | 'compared';
  readonly path: string;
  readonly at: number;
  /** The incarnation it is about. */
  readonly node: KnownNode | null;
  /** For a node that was created: one that was still known under its path. */
  readonly replaced: KnownNode | null;
  readonly isFound: boolean;
  /** As the comparison saw it, for want of a later read; null once a later event is part of it. */
  seen: Stat | null;
  /** Events it stands for; for `childrenChanged` and `aclChanged`, changes. */
  count: number;
  /** `heard` of its node at the last of its events; for `childrenChanged` and `aclChanged`, their own version. */
  heard: number;
  isSampled: boolean;
  /** Null until it was read, or is not going to be. */
  now: NodeNow | null;
}

export interface PendingEventsOptions {
  readonly limits: LiveLimits;
  readonly read: (event: PendingEvent, onRead: (now: NodeNow) => void) => void;
  readonly deliver: (event: PendingEvent) => void;
}

/** Reads in flight at a time. */
const windowSize = 256;

const notToBeRead: NodeNow = { kind: 'unread', reason: 'gone' };

/**
 * Changes in the order in which they were noticed, delivered in that order when they were read.
 *
 * One read is under way for a path at a time. Further changes of its data wait for the next one together. Above the
 * rate, changes wait for the end of the present sample and are then reported without having been read.
 */
export class PendingEvents implements Disposable {
  readonly #options: PendingEventsOptions;
  readonly #rate: ReadRate;
  readonly #events = new Set<PendingEvent>();
  readonly #unread = new Set<PendingEvent>();
  readonly #reading = new Set<string>();
  readonly #lastOf = new Map<string, PendingEvent>();
  /** Events found by comparing: as many as there are nodes, which is a bound of its own. */
  #foundCount = 0;
  #sample: NodeJS.Timeout | null = null;

  constructor(options: PendingEventsOptions) {
    this.#options = options;
    this.#rate = new ReadRate(options.limits.maxReadsPerSecond);
  }

  get isOverloaded(): boolean {
    return this.#events.size - this.#foundCount > this.#options.limits.maxPending;
  }

  /** Whether all that was noticed is reported. */
  get isEmpty(): boolean {
    return this.#events.size === 0;
  }

  /** @returns the newest event of a path that was not delivered yet; one of its data or existence. */
  lastOf(path: string): PendingEvent | undefined {
    return this.#lastOf.get(path);
  }

  add(event: PendingEvent): void {
    if (this.#merge(event)) return;
    this.#events.add(event);
    if (event.kind !== 'aclChanged' && event.kind !== 'compared')
      this.#lastOf.set(event.path, event);
    if (event.isFound) this.#foundCount += 1;
    if (event.kind === 'created' || event.kind === 'dataChanged') this.#unread.add(event);
    else event.now ??= notToBeRead;
    this.#pump();
  }

  /** Delivers everything, unread where it was not read yet. */
  settleAll(reason: UnreadReason): void {
    for (const event of [...this.#unread, ...this.#events])
      this.#settle(event, { kind: 'unread', reason });
    this.#deliverReady();
  }

  /** @returns everything that was not delivered, in order; it never will be. */
  takeAll(): PendingEvent[] {
    const events = [...this.#events];
    for (const event of events) event.now ??= notToBeRead;
    this.#events.clear();
    this.#unread.clear();
    this.#lastOf.clear();
    this.#foundCount = 0;
    this.#stopSample();
    return events;
  }

  dispose(): void {
    this.takeAll();
  }

  #merge(event: PendingEvent): boolean {
    const last = this.#lastOf.get(event.path);
    if (event.kind !== 'dataChanged' || last?.kind !== 'dataChanged') return false;
    if (!this.#unread.has(last) || last.node !== event.node) return false;
    last.count += event.count;
    last.seen = event.seen;
    last.heard = event.heard;
    last.isSampled ||= this.#sample !== null;
    return true;
  }

  /** Starts reads. @returns whether some must wait because of the rate. */
  #pump(): boolean {
    let isHeldBack = false;
    for (const event of this.#unread) {
      if (this.#reading.size >= windowSize) break;
      if (this.#reading.has(event.path)) continue;
      if (!this.#rate.take()) {
        isHeldBack = true;
        event.isSampled = true;
        this.#sample ??= setTimeout(() => this.#endSample(), this.#options.limits.sampleMs);
        break;
      }
      this.#read(event);
    }
    this.#deliverReady();
    return isHeldBack;
  }

  #read(event: PendingEvent): void {
    this.#unread.delete(event);
    this.#reading.add(event.path);
    this.#options.read(event, (now) => {
      this.#reading.delete(event.path);
      this.#settle(event, now);
      this.#pump();
    });
  }

  #endSample(): void {
    this.#sample = null;
    if (!this.#pump()) return;
    for (const event of [...this.#unread]) {
      if (this.#reading.has(event.path)) continue;
      event.isSampled = true;
      this.#settle(event, { kind: 'unread', reason: 'sampled' });
    }
    this.#deliverReady();
  }

  /** As of now, or never: what was read later is of no use any more. */
  #settle(event: PendingEvent, now: NodeNow): void {
    this.#unread.delete(event);
    event.now ??= now.kind === 'unread' && event.seen ? { kind: 'stat', stat: event.seen } : now;
  }

  #deliverReady(): void {
    for (const event of this.#events) {
      if (event.now === null) return;
      this.#events.delete(event);
      if (event.isFound) this.#foundCount -= 1;
      if (this.#lastOf.get(event.path) === event) this.#lastOf.delete(event.path);
      this.#options.deliver(event);
    }
  }

  #stopSample(): void {
    if (this.#sample) clearTimeout(this.#sample);
    this.#sample = null;
  }
}
