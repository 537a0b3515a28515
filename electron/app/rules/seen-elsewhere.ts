import type { Change } from '../../../shared/model/change.ts';

/** Two pages see a change within this time. */
const nearMs = 5_000;
/** Unless one of them finds it by comparing after a gap: that one waits for its connection first. */
const comparisonMs = 60_000;
/** Nodes and kinds of change that are remembered; the least recent go first. */
const maxKeys = 2_000;

/** A change that was let through. */
interface Passed {
  readonly change: Change;
  /** Up to which version each page has seen it, by the connection's page. */
  readonly claimedTo: Map<object, number>;
}

/**
 * Several pages of one connection see the same change. A page that has merged it with others, or seen it later, sees no
 * other one: it claims, version after version, what was let through for another page.
 */
export class SeenElsewhere {
  /** By connection, kind and path. */
  readonly #passed = new Map<string, Passed[]>();

  /**
   * Takes note of the change too.
   * @param page its timeline; a page sees the changes of a node in their order
   * @returns whether another page of the connection has seen it, and it was let through then
   */
  take(connection: string, page: object, change: Change): boolean {
    const key = `${connection}\n${change.kind}\n${change.path}`;
    const passed = (this.#passed.get(key) ?? []).filter((each) => isNear(each.change, change));
    this.#passed.delete(key);
    this.#passed.set(key, passed);
    const [oldest] = this.#passed.keys();
    if (this.#passed.size > maxKeys && oldest !== undefined) this.#passed.delete(oldest);
    const to = endOf(change);
    const same = passed.find((each) => {
      const claimed = each.claimedTo.get(page) ?? beginOf(each.change);
      return claimed < to && to <= endOf(each.change) && !isAnother(each.change, change);
    });
    if (same) same.claimedTo.set(page, to);
    else passed.push({ change, claimedTo: new Map([[page, to]]) });
    return same !== undefined;
  }
}

function isNear(one: Change, other: Change): boolean {
  const isFound = one.seenBy === 'comparison' || other.seenBy === 'comparison';
  return Math.abs(one.seenAt - other.seenAt) <= (isFound ? comparisonMs : nearMs);
}

/** Versions begin anew where a node was made again, but transactions do not. */
function isAnother(one: Change, other: Change): boolean {
  const isSameVersion = endOf(one) === endOf(other);
  const areKnown = one.mzxid !== undefined && other.mzxid !== undefined;
  return isSameVersion && areKnown && one.mzxid !== other.mzxid;
}

/** The version after the change; a node comes and goes in one step, and so does what was not read. */
function endOf({ kind, version }: Change): number {
  return kind === 'created' || kind === 'deleted' ? 1 : (version ?? 1);
}

/** The version before it. */
function beginOf(change: Change): number {
  const { kind, fromVersion, version, count } = change;
  if (kind === 'created' || kind === 'deleted' || version === undefined) return 0;
  return fromVersion ?? version - count;
}
