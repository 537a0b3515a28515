import { isChangeKind, type Change } from '../../../shared/model/change.ts';
import type { KeptEntry } from './entry-codec.ts';

/** Two observers see a change within this time, unless one of them finds it by comparing after a gap. */
const nearMs = 5_000;
/** Nodes of which it is remembered what was seen of them, where no other bound is given; the least recent go first. */
const defaultMaxKeys = 200_000;

/** An entry, and who has seen it. */
export type SeenEntry = KeptEntry & { readonly writer: string };

/** Versions that were seen: those after `from`, up to `to`. */
interface Range {
  readonly from: number;
  readonly to: number;
}

interface NearEntry {
  readonly seenAt: number;
  readonly czxid: bigint | undefined;
  readonly writers: Set<string>;
}

/**
 * Of a change that several pages or processes have seen, lets one entry through. A node's incarnation (its czxid) comes
 * and goes once, and each of its versions is reached once. Where one observer has not learnt which incarnation it was,
 * because the node was gone before it could be read, entries that are near in time are taken for one.
 */
export class SeenOnce {
  readonly #maxKeys: number;
  readonly #seen = new Map<string, Range[]>();
  readonly #near = new Map<string, NearEntry[]>();

  /** @param maxKeys of so many nodes and kinds of change it is remembered what was seen of them */
  constructor(maxKeys = defaultMaxKeys) {
    this.#maxKeys = maxKeys;
  }

  /**
   * @returns what the entry says that no entry before it did, or null. Observers may have merged changes in different
   * ways; of an entry that overlaps with another one the rest is returned.
   */
  take<Entry extends SeenEntry>(entry: Entry): Entry | null {
    // What happened to an observer's own connection happened to no other.
    if (!isChangeKind(entry.change.kind)) return entry;
    const isSeenNear = this.#isSeenNear(entry);
    const rest = this.#restOf(entry);
    return isSeenNear ? null : rest;
  }

  #restOf<Entry extends SeenEntry>(entry: Entry): Entry | null {
    const { change, czxid } = entry;
    const range = rangeOf(change);
    if (czxid === undefined || range === null) return entry;
    const seen = this.#touch(this.#seen, `${change.kind} ${String(czxid)} ${change.path}`);
    let { from, to } = range;
    for (const each of [...seen].sort((one, other) => other.to - one.to)) {
      if (each.from < to && to <= each.to) to = each.from;
      if (each.from <= from && from < each.to) from = each.to;
    }
    join(seen, range);
    return from < to ? narrow(entry, range, { from, to }) : null;
  }

  /** Takes note of the entry too. */
  #isSeenNear({ change, czxid, writer }: SeenEntry): boolean {
    const { kind, path, version, seenAt } = change;
    const isTurn = kind === 'created' || kind === 'deleted';
    const near = this.#touch(this.#near, `${kind} ${isTurn ? '' : String(version)} ${path}`);
    const isNear = (each: NearEntry) => Math.abs(each.seenAt - seenAt) <= nearMs;
    while (near[0] && !isNear(near[0])) near.shift();
    const others = near.filter((each) => isNear(each) && !each.writers.has(writer));
    const same = others.find((each) => czxid !== undefined && each.czxid === czxid);
    const perhaps = others.find((each) => each.czxid === undefined || czxid === undefined);
    const found = same ?? perhaps;
    if (found) found.writers.add(writer);
    else near.push({ seenAt, czxid, writers: new Set([writer]) });
    return !same && perhaps !== undefined;
  }

  /** @returns the list under a key, which is now the most recently used one. */
  #touch<T>(lists: Map<string, T[]>, key: string): T[] {
    const list = lists.get(key) ?? [];
    lists.delete(key);
    lists.set(key, list);
    const [oldest] = lists.keys();
    if (lists.size > this.#maxKeys && oldest !== undefined) lists.delete(oldest);
    return list;
  }
}

/** @returns the entry for a part of the versions that it stands for. */
function narrow<Entry extends SeenEntry>(entry: Entry, whole: Range, part: Range): Entry {
  if (part.from === whole.from && part.to === whole.to) return entry;
  const { mzxid, bytes, fromBytes, ...change } = entry.change;
  const isSameEnd = part.to === whole.to;
  const isSameBegin = part.from === whole.from;
  return {
    ...entry,
    change: {
      ...change,
      fromVersion: part.from,
      version: part.to,
      count: part.to - part.from,
      ...(isSameEnd && mzxid !== undefined && { mzxid }),
      ...(isSameEnd && bytes !== undefined && { bytes }),
      ...(isSameBegin && fromBytes !== undefined && { fromBytes }),
    },
    before: isSameBegin ? entry.before : { kind: 'unknown' },
    after: isSameEnd ? entry.after : { kind: 'unknown' },
  };
}

/** Adds a range to others, of which none touches another. */
function join(ranges: Range[], added: Range): void {
  const isApart = ({ from, to }: Range) => to < added.from || from > added.to;
  const touching = ranges.filter((range) => !isApart(range));
  const apart = ranges.filter(isApart);
  const from = Math.min(added.from, ...touching.map((range) => range.from));
  const to = Math.max(added.to, ...touching.map((range) => range.to));
  ranges.splice(0, ranges.length, ...apart, { from, to });
}

/** @returns the versions that an entry stands for; null where that is not known. */
function rangeOf({ kind, version, fromVersion, count }: Change): Range | null {
  if (kind === 'created' || kind === 'deleted') return { from: 0, to: 1 };
  if (version === undefined) return null;
  return { from: fromVersion ?? version - count, to: version };
}
