import { parentOf } from '../../../shared/znode-path.ts';
import type { HistoryEntry } from '../../storage/history/history-entry.ts';
import type { RememberedNode } from '../../../shared/model/remembered-node.ts';

/** What was known of the nodes of a watch, brought up to date by the changes that were kept since. */
export class RecalledNodes {
  readonly #nodes: Map<string, RememberedNode>;

  constructor(known: readonly RememberedNode[]) {
    this.#nodes = new Map(known.map((node) => [node.path, node]));
  }

  get all(): readonly RememberedNode[] {
    return [...this.#nodes.values()];
  }

  /** Takes in a change, the oldest first; one that is known already changes nothing. */
  take(entry: HistoryEntry): void {
    const { kind, path, version, mzxid = null, bytes: dataLength = null } = entry.change;
    const node = this.#nodes.get(path);
    if (kind === 'created') {
      if (!node || isLater(entry, node)) this.#create(entry);
    } else if (!node || isOther(entry, node)) {
      return;
    } else if (kind === 'deleted') {
      this.#nodes.delete(path);
      this.#countChild(path);
    } else if (version === undefined) {
      return;
    } else if (kind === 'dataChanged' && version > (node.version ?? -1)) {
      this.#nodes.set(path, { ...node, version, mzxid, dataLength });
    } else if (kind === 'childrenChanged' && node.cversion !== null && version > node.cversion) {
      this.#nodes.set(path, { ...node, cversion: version });
    } else if (kind === 'aclChanged') {
      this.#nodes.set(path, { ...node, aversion: version });
    }
  }

  #create({ change, czxid }: HistoryEntry): void {
    const { path, version = 0, mzxid = null, bytes: dataLength = null, owner = null } = change;
    // One that was found may have had children already.
    const cversion = change.seenBy === 'comparison' ? null : 0;
    const facts = { czxid: czxid ?? null, mzxid, version, cversion, dataLength };
    this.#nodes.set(path, { path, ...facts, ephemeralOwner: owner, aversion: null });
    this.#countChild(path);
  }

  #countChild(path: string): void {
    const parent = this.#nodes.get(parentOf(path) ?? '');
    const cversion = parent?.cversion ?? null;
    if (parent && cversion !== null) {
      this.#nodes.set(parent.path, { ...parent, cversion: cversion + 1 });
    }
  }
}

function isOther({ czxid }: HistoryEntry, node: RememberedNode): boolean {
  return czxid !== undefined && node.czxid !== null && czxid !== node.czxid;
}

function isLater({ czxid }: HistoryEntry, node: RememberedNode): boolean {
  return czxid !== undefined && node.czxid !== null && czxid > node.czxid;
}
