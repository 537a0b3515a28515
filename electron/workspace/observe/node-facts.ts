import type { Failure } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { isNewerReading } from '../../../shared/newer-reading.ts';

/** What is known of one node. */
export interface NodeFact {
  /** As last read; null when the node was not there; undefined when it was never read. */
  readonly stat: Stat | null | undefined;
  /** Whether a watch has reported every change since the stat was read. */
  readonly isLive: boolean;
  /** Why its data could not be read when that was last tried; absent when it could, or was never tried. */
  readonly refusal?: Failure;
}

export interface NodeFactsOptions {
  readonly capacity: number;
  /** Whether what is known of a path must be kept. */
  readonly isPinned: (path: string) => boolean;
  /** A node was read again, and its ACL has a later version than was known. */
  readonly onAclChange: (path: string, before: Stat, now: Stat) => void;
}

const unknownNode: NodeFact = { stat: undefined, isLive: false };

/** The facts about the nodes shown lately, bounded: the one used the longest time ago goes first. */
export class NodeFacts {
  readonly #facts = new Map<string, NodeFact>();
  /** Nodes not read since the session began: what is known of them may be of another data set. */
  #ofEarlierSession = new Set<string>();
  readonly #capacity: number;
  readonly #isPinned: (path: string) => boolean;
  readonly #onAclChange: NodeFactsOptions['onAclChange'];

  constructor({ capacity, isPinned, onAclChange }: NodeFactsOptions) {
    this.#capacity = capacity;
    this.#isPinned = isPinned;
    this.#onAclChange = onAclChange;
  }

  /** Another session is there: whatever it reads takes the place of what is known. */
  beginSession(): void {
    this.#ofEarlierSession = new Set(this.#facts.keys());
  }

  /** @returns whether anything is known of a node, or must be: somebody shows it or watches it. */
  isShown(path: string): boolean {
    return this.#facts.has(path) || this.#isPinned(path);
  }

  get(path: string): NodeFact {
    return this.#facts.get(path) ?? unknownNode;
  }

  /** @returns the stat if a watch has reported every change since it was read. */
  liveStat(path: string): Stat | null | undefined {
    const { stat, isLive } = this.get(path);
    return isLive ? stat : undefined;
  }

  /** @returns what is known live. */
  liveStats(): Map<string, Stat | null> {
    return new Map(this.livePaths().map((path) => [path, this.get(path).stat ?? null]));
  }

  /**
   * Takes back what was known live, and takes it for live again where it is watched, so that a comparison finds
   * everything that happened since.
   */
  resumeFrom(known: ReadonlyMap<string, Stat | null>, isWatched: (path: string) => boolean): void {
    for (const [path, stat] of known) {
      if (isWatched(path)) this.#put(path, { ...this.get(path), stat, isLive: true });
    }
  }

  livePaths(): string[] {
    return [...this.#facts].filter(([, { isLive }]) => isLive).map(([path]) => path);
  }

  /**
   * Takes in what was read. A stat older than the known one is left alone, because a batch of reads may be
   * answered after a later single one.
   * @returns whether something became different.
   */
  learn(path: string, stat: Stat | null, isLive: boolean): boolean {
    const known = this.get(path);
    const isComparable = !this.#ofEarlierSession.has(path);
    if (stat && known.stat && isComparable && isNewerReading(known.stat, stat)) return false;
    this.#ofEarlierSession.delete(path);
    this.#put(path, { ...known, stat, isLive });
    if (stat && known.stat?.czxid === stat.czxid && known.stat.aversion < stat.aversion) {
      this.#onAclChange(path, known.stat, stat);
    }
    return !isSameStat(known.stat, stat);
  }

  /** Takes in whether the data could be read. @param refusal null when it could. */
  learnAccess(path: string, refusal: Failure | null): void {
    const { refusal: before, ...known } = this.get(path);
    if (refusal) this.#put(path, { ...known, refusal });
    else if (before) this.#put(path, known);
  }

  /** Nothing reports this node's changes any more. */
  loseWatch(path: string): void {
    const known = this.#facts.get(path);
    if (known) this.#facts.set(path, { ...known, isLive: false });
  }

  /** Nothing reports the changes of the nodes any more that are not watched. */
  loseUnwatched(isWatched: (path: string) => boolean): void {
    for (const path of this.livePaths()) if (!isWatched(path)) this.loseWatch(path);
  }

  /** Forgets the stat of a known node: a new one is there under the same path, or none. */
  reset(path: string, stat: null | undefined): void {
    const known = this.#facts.get(path);
    if (known) this.#put(path, { stat, isLive: stat === null && known.isLive });
  }

  #put(path: string, fact: NodeFact): void {
    this.#facts.delete(path);
    this.#facts.set(path, fact);
    if (this.#facts.size <= this.#capacity) return;
    for (const [oldest, known] of this.#facts) {
      if (oldest === path) return;
      this.#facts.delete(oldest);
      if (!this.#isPinned(oldest)) return;
      // Last again, so that the next one that comes need not pass over it once more.
      this.#facts.set(oldest, known);
    }
  }
}

function isSameStat(a: Stat | null | undefined, b: Stat | null): boolean {
  if (!a || !b) return a === b;
  const isSameNode = a.czxid === b.czxid && a.aversion === b.aversion;
  return isSameNode && a.mzxid === b.mzxid && a.pzxid === b.pzxid;
}
