import type { KnownNode } from './known-nodes.ts';

/** What is remembered of one node from one time to the next. Null is what was never read. */
export interface RememberedNode extends Readonly<
  Pick<
    KnownNode,
    'czxid' | 'mzxid' | 'version' | 'cversion' | 'dataLength' | 'ephemeralOwner' | 'aversion'
  >
> {
  readonly path: string;
}

/** What a live watch knew at a moment: given to the next one, it finds what has changed in between. */
export interface WatchMemory {
  /** When it was told of changes last: by the steady clock, on disk milliseconds since the epoch. */
  readonly at: number;
  readonly nodes: readonly RememberedNode[];
}
