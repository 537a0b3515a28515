import type { Stat } from '../../../shared/model/stat.ts';
import { ancestorsOf, parentOf } from '../../../shared/znode-path.ts';
import type { NodeBefore } from './live-event.ts';
import type { RememberedNode } from '../../../shared/model/remembered-node.ts';

/** What is remembered of one incarnation of a node. Null is what was not read, not even once. */
export interface KnownNode {
  czxid: bigint | null;
  mzxid: bigint | null;
  /** The version up to which changes were reported. */
  version: number | null;
  /** The child version that the children which are known to have come and gone amount to. */
  cversion: number | null;
  dataLength: number | null;
  ephemeralOwner: bigint | null;
  /** Version of the ACL up to which changes were reported. */
  aversion: number | null;
  /** The version that the changes noticed so far amount to: each event stands for exactly one. */
  heard: number;
  /** Changes noticed and not reported yet. */
  unreported: number;
  /** The round in which it was seen last. */
  round: number;
}

export interface MissedChildren {
  readonly path: string;
  readonly count: number;
  readonly cversion: number;
}

/**
 * The facts about the nodes of one watch: enough to say after a gap what really changed, without their data.
 *
 * With each gap a new round begins, in which every node is stale until it is seen again. Where a node is seen for the
 * first time in a round, its version shows how often its data changed, and its child version how many children came
 * and went, whatever events there were.
 */
export class KnownNodes {
  readonly #nodes = new Map<string, KnownNode>();
  /** By how much the child versions had moved when nodes were first seen in this round. */
  readonly #moved = new Map<string, number>();
  /** How many children's comings and goings were found by comparing in this round, by parent. */
  readonly #found = new Map<string, number>();
  /** Paths that were stale when this was last asked for in this round, by parent. */
  #staleByParent: Map<string, string[]> | null = null;
  #round = 1;

  get size(): number {
    return this.#nodes.size;
  }

  get(path: string): KnownNode | undefined {
    return this.#nodes.get(path);
  }

  isStale(node: KnownNode): boolean {
    return node.round !== this.#round;
  }

  /** Takes in a node that came into being just now. */
  addNew(path: string): KnownNode {
    return this.#add(path, { version: 0, cversion: 0 });
  }

  /** Takes in a node of which nothing but its existence is known. */
  addUnknown(path: string): KnownNode {
    return this.#add(path, { version: null, cversion: null });
  }

  addRead(path: string, stat: Stat): KnownNode {
    return this.#add(path, stat);
  }

  /** Takes a node for the next one of its name, also where changes of it are still to be reported. */
  replace(node: KnownNode, stat: Stat): void {
    const { czxid, mzxid, version, cversion, dataLength, ephemeralOwner, aversion } = stat;
    const facts = { czxid, mzxid, version, cversion, dataLength, ephemeralOwner, aversion };
    Object.assign(node, facts, { heard: version, round: this.#round } satisfies Partial<KnownNode>);
  }

  /** Puts back what was removed or replaced. */
  restore(path: string, node: KnownNode): void {
    this.#nodes.set(path, node);
  }

  /** Takes in a node as it was known at another time; it is stale. */
  addRemembered({ path, ...facts }: RememberedNode): void {
    this.#add(path, facts).round = 0;
  }

  /** @returns what is known of every node now. */
  remembered(): RememberedNode[] {
    return [...this.#nodes].map(([path, node]) => {
      const { czxid, mzxid, version, cversion, dataLength, ephemeralOwner, aversion } = node;
      return { path, czxid, mzxid, version, cversion, dataLength, ephemeralOwner, aversion };
    });
  }

  remove(path: string): void {
    this.#nodes.delete(path);
    this.#forgetChildren(path);
  }

  clear(): void {
    this.#nodes.clear();
    this.#moved.clear();
    this.#found.clear();
    this.#staleByParent = null;
  }

  /**
   * Takes away what is known below a node that went in the gap: its children went before it.
   * @returns the nodes, children first; they are not known any more.
   */
  removeStaleBelow(path: string): [path: string, node: KnownNode][] {
    const gone: [path: string, node: KnownNode][] = [];
    // A plain list, because a subtree may be deeper than the stack.
    const waiting = [...this.#staleChildrenOf(path)];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const node = this.#nodes.get(next);
      if (node && this.isStale(node)) gone.push([next, node]);
      waiting.push(...this.#staleChildrenOf(next));
    }
    return gone.reverse();
  }

  /** A child of some node came or went, and is reported. @param by -1 takes that back. */
  countChild(path: string, by: 1 | -1): void {
    const parent = this.#nodes.get(parentOf(path) ?? '');
    if (parent && parent.cversion !== null) parent.cversion += by;
  }

  /** As `countChild`, for what no event reported: a parent that was seen in this round has counted it already. */
  countFoundChild(path: string): void {
    const parent = parentOf(path);
    const node = parent === null ? undefined : this.#nodes.get(parent);
    if (node && this.isStale(node)) this.countChild(path, 1);
    else if (parent !== null) this.#found.set(parent, (this.#found.get(parent) ?? 0) + 1);
  }

  /** So many changes of children will be found once more, because they were not reported. */
  takeBackChildren(path: string, count: number): void {
    const node = this.#nodes.get(path);
    if (node && node.cversion !== null) node.cversion -= count;
  }

  /**
   * Takes in what was read of a node that is known, by the same incarnation's stat.
   * @returns whether it was stale, so that `heard` is right again from now on.
   */
  noteStat(path: string, node: KnownNode, stat: Stat): boolean {
    const isRebased = this.isStale(node) || node.version === null;
    if (isRebased) {
      if (node.cversion !== null) this.#moved.set(path, stat.cversion - node.cversion);
      node.cversion = stat.cversion;
      // The server reports a change before it shows it.
      node.version ??= Math.max(0, stat.version - node.unreported);
      node.heard = stat.version;
      node.round = this.#round;
    } else {
      node.heard = Math.max(node.heard, stat.version);
      node.cversion ??= stat.cversion;
    }
    node.czxid ??= stat.czxid;
    node.ephemeralOwner ??= stat.ephemeralOwner;
    node.aversion ??= stat.aversion;
    return isRebased;
  }

  /** Begins a round: from now on everything known is stale. */
  startRound(): void {
    this.#round += 1;
    this.#staleByParent = null;
    // What an unfinished round had seen of child versions is found again in this one.
    for (const [path, count] of this.#unaccounted()) this.takeBackChildren(path, count);
    this.#moved.clear();
    this.#found.clear();
  }

  /**
   * To be called when all that is there was seen.
   * @param unlisted nodes whose children could not be listed; what is below them is forgotten without a word.
   * @returns the nodes that are gone, children first; they are not known any more.
   */
  removeGone(unlisted: ReadonlySet<string>): [path: string, node: KnownNode][] {
    const stale = [...this.#nodes].filter(([, node]) => this.isStale(node));
    for (const [path] of stale) this.#nodes.delete(path);
    const isHidden = (path: string) => ancestorsOf(path).some((each) => unlisted.has(each));
    const gone = unlisted.size === 0 ? stale : stale.filter(([path]) => !isHidden(path));
    return gone.sort(([a], [b]) => depth(b) - depth(a));
  }

  /** Ends a round. @returns where children came and went without being found one by one. */
  finishRound(): MissedChildren[] {
    const missed = this.#unaccounted().map(([path, count]) => ({
      path,
      count,
      cversion: this.#nodes.get(path)?.cversion ?? 0,
    }));
    this.#moved.clear();
    this.#found.clear();
    return missed;
  }

  #unaccounted(): [path: string, count: number][] {
    return [...this.#moved]
      .map(([path, moved]): [string, number] => [path, moved - (this.#found.get(path) ?? 0)])
      .filter(([path, count]) => count > 0 && this.#nodes.has(path));
  }

  #add(
    path: string,
    facts: Pick<KnownNode, 'version' | 'cversion'> &
      Partial<Pick<KnownNode, 'czxid' | 'mzxid' | 'dataLength' | 'ephemeralOwner' | 'aversion'>>,
  ): KnownNode {
    const { czxid = null, mzxid = null, version, cversion, dataLength = null } = facts;
    const { ephemeralOwner = null, aversion = null } = facts;
    const node: KnownNode = {
      czxid,
      mzxid,
      version,
      cversion,
      dataLength,
      ephemeralOwner,
      aversion,
      heard: version ?? 0,
      unreported: 0,
      round: this.#round,
    };
    this.#nodes.set(path, node);
    this.#forgetChildren(path);
    return node;
  }

  /** How many children came and went was counted for the incarnation before. */
  #forgetChildren(path: string): void {
    this.#moved.delete(path);
    this.#found.delete(path);
  }

  #staleChildrenOf(path: string): readonly string[] {
    if (!this.#staleByParent) {
      this.#staleByParent = new Map();
      for (const [each, node] of this.#nodes) {
        const parent = parentOf(each);
        if (parent === null || !this.isStale(node)) continue;
        const siblings = this.#staleByParent.get(parent);
        if (siblings) siblings.push(each);
        else this.#staleByParent.set(parent, [each]);
      }
    }
    return this.#staleByParent.get(path) ?? [];
  }
}

/** @returns what is reported of a node as it was before a change. */
export function factsOf(node: KnownNode): NodeBefore {
  const { czxid, mzxid, version, dataLength, ephemeralOwner } = node;
  return { czxid, mzxid, version, dataLength, ephemeralOwner };
}

function depth(path: string): number {
  return path.split('/').length;
}

/** @returns whether a node that is there now is another one than was known under its name. */
export function isAnother({ czxid, version, cversion }: KnownNode, stat: Stat): boolean {
  if (czxid !== null) return czxid !== stat.czxid;
  // One that was never read is recognised by its versions, which never fall.
  return stat.version < (version ?? 0) || stat.cversion < (cversion ?? 0);
}
