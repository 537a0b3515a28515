import { PackedNames } from '../packed-names.ts';
import { ByteEstimate } from './byte-estimate.ts';
import { Family } from './family.ts';
import type { Answer, Ask } from './read-batch.ts';
import type { WalkContent, WalkedNode } from './walked-node.ts';

const maxBatchNodes = 100;
/** Far below the server's limit for a request. */
const maxRequestBytes = 256 * 1_024;
/** Families that wait for their first answer are passed over, but not all of a large frontier for each batch. */
const maxFamiliesTried = 512;
/** The default limit of a node's data: what is not known is taken to be as large. */
const largestNodeBytes = 1_024 * 1_024;
const strangerKeptShare = 0.8;
/** For a node's stat the data come along; where they are larger than this, a request of its own is cheaper. */
const maxUnwantedDataBytes = 16 * 1_024;
const statBytes = 68;
const nameBytes = 64;
const aloneBytes = 4 * 1_024;
/** Into how many parts a batch is cut whose reply was too long. */
const parts = 8;

/** Reads that are asked for at a time, and what they are likely to bring. */
export interface Batch {
  readonly asks: readonly FrontierAsk[];
  readonly expectedBytes: number;
}

interface FrontierAsk extends Ask {
  /** Null for a node that was read already and is asked for its children. */
  readonly family: Family | null;
}

export interface FrontierOptions {
  readonly content: WalkContent;
  readonly hasMultiRead: boolean;
  readonly maxReplyBytes: number;
}

/**
 * What a walk has found and not yet read: names as the server sent them, newest first, so that what is held is the
 * width of the tree along one way down and not the tree.
 *
 * A batch is made of what is likely to stay below the limit of a reply. The size of a node is not known before it is
 * read, so of each family one is asked for first, then ever more; so many of those first ones go together as would be
 * harmless if they were as large as the largest of late.
 */
export class Frontier {
  readonly #options: FrontierOptions;
  readonly #families: Family[] = [];
  /** Nodes that were read and have children. */
  readonly #parents: { readonly path: string; readonly expectedBytes: number }[] = [];
  readonly #parted: Batch[] = [];
  readonly #strangers = new ByteEstimate(largestNodeBytes, strangerKeptShare);

  /** @param start the first node's path. */
  constructor(start: string, options: FrontierOptions) {
    this.#options = options;
    this.#families.push(new Family(null, PackedNames.from([start])));
  }

  /** Whether all that was found was asked for. */
  get isEmpty(): boolean {
    return [this.#families, this.#parents, this.#parted].every(({ length }) => length === 0);
  }

  /**
   * @param roomBytes what may come; when `isForced`, one node is asked for whatever it may bring.
   * @returns null when nothing can be asked for before something else was answered, or nothing at all.
   */
  take(maxNodes: number, roomBytes: number, isForced: boolean): Batch | null {
    const parted = this.#parted.pop();
    if (parted) return parted;
    const draft = new Draft(
      Math.min(maxNodes, maxBatchNodes),
      Math.min(roomBytes, this.#options.maxReplyBytes),
      isForced,
    );
    const lastTried = Math.max(0, this.#families.length - maxFamiliesTried);
    for (let index = this.#families.length - 1; index >= lastTried && !draft.isFull; index--) {
      const family = this.#families[index];
      if (!family) break;
      this.#takeFrom(family, draft);
      if (family.isEmpty) this.#families.splice(index, 1);
    }
    for (let next = this.#parents.at(-1); next && draft.fits(next.expectedBytes);) {
      this.#parents.pop();
      draft.add(this.#ask('getChildren', next.path, null), next.expectedBytes);
      next = this.#parents.at(-1);
    }
    return draft.asks.length === 0 ? null : draft;
  }

  /** Takes the answers in. @returns what there is to report. */
  settle({ asks }: Batch, answers: readonly Answer[]): WalkedNode[] {
    const nodes: WalkedNode[] = [];
    for (const [index, ask] of asks.entries()) {
      const answer = answers[index];
      if (!answer) throw new RangeError('fewer answers than asks');
      if (ask.family) this.#learn(ask.family, answer);
      const node = this.#takeIn(ask, answer);
      if (node) nodes.push(node);
    }
    return nodes;
  }

  /** The answer to a batch was too long, so it is asked for again in parts. */
  part({ asks }: Batch): void {
    const { maxReplyBytes } = this.#options;
    const size = Math.ceil(asks.length / parts);
    for (let from = 0; from < asks.length; from += size) {
      this.#parted.push({ asks: asks.slice(from, from + size), expectedBytes: maxReplyBytes });
    }
    for (const { family } of asks) family?.expect(maxReplyBytes / parts);
  }

  #takeFrom(family: Family, draft: Draft): void {
    const { content, hasMultiRead } = this.#options;
    const nodeBytes = family.expectedBytes ?? this.#strangers.bytes;
    const isListed =
      content === 'children' ||
      (content === 'stat' && (!hasMultiRead || nodeBytes > maxUnwantedDataBytes));
    const isAlone = isListed && content === 'stat';
    const expectedBytes = isAlone ? aloneBytes : nodeBytes;
    let left = isAlone || !hasMultiRead ? Infinity : family.trusted;
    for (; left > 0 && !family.isEmpty && draft.fits(expectedBytes); left--) {
      const ask = this.#ask(isListed ? 'getChildren' : 'getData', family.take(), family, isAlone);
      draft.add(ask, expectedBytes);
    }
  }

  #ask(kind: Ask['kind'], path: string, family: Family | null, isAlone = false): FrontierAsk {
    return { kind, path, family, isAlone: isAlone || !this.#options.hasMultiRead };
  }

  #learn(family: Family, answer: Answer): void {
    const bytes = this.#bytesOf(answer);
    if (family.isStranger && bytes !== null) this.#strangers.learn(bytes);
    family.answered(bytes ?? this.#strangers.bytes);
  }

  /** @returns null when nothing was learnt. */
  #bytesOf(answer: Answer): number | null {
    if (answer.kind === 'failure') return null;
    if (answer.kind === 'data') return answer.stat.dataLength + statBytes;
    if (this.#options.content === 'stat' && answer.stat) return answer.stat.dataLength + statBytes;
    return answer.names.bytes.length;
  }

  #takeIn({ path, family }: FrontierAsk, answer: Answer): WalkedNode | null {
    switch (answer.kind) {
      case 'failure': {
        const { failure } = answer;
        return failure.code === 'NO_NODE'
          ? { kind: 'vanished', path }
          : { kind: 'refused', path, failure };
      }
      case 'data': {
        const { data, stat } = answer;
        if (stat.numChildren > 0) {
          this.#parents.push({ path, expectedBytes: stat.numChildren * nameBytes });
        }
        return { kind: 'read', path, stat, data: this.#options.content === 'data' ? data : null };
      }
      case 'children': {
        const { names, stat } = answer;
        if (names.length > 0) this.#families.push(new Family(path, names));
        if (!family) return null;
        if (this.#options.content === 'stat' && stat) {
          return { kind: 'read', path, stat, data: null };
        }
        return { kind: 'listed', path, childCount: names.length };
      }
    }
  }
}

/** A batch in the making. */
class Draft implements Batch {
  readonly asks: FrontierAsk[] = [];
  expectedBytes = 0;
  #requestBytes = 0;
  readonly #maxNodes: number;
  readonly #roomBytes: number;
  readonly #isForced: boolean;

  constructor(maxNodes: number, roomBytes: number, isForced: boolean) {
    this.#maxNodes = maxNodes;
    this.#roomBytes = roomBytes;
    this.#isForced = isForced;
  }

  get isFull(): boolean {
    return this.asks.length >= this.#maxNodes || this.#requestBytes >= maxRequestBytes;
  }

  fits(bytes: number): boolean {
    if (this.isFull) return false;
    if (this.asks.length === 0 && this.#isForced) return true;
    return this.expectedBytes + bytes <= this.#roomBytes;
  }

  add(ask: FrontierAsk, expectedBytes: number): void {
    this.asks.push(ask);
    this.expectedBytes += expectedBytes;
    // At most so many bytes for each UTF-16 unit.
    this.#requestBytes += ask.path.length * 3;
  }
}
