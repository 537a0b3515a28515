import { splitSequence } from '../../shared/sequence-number.ts';
import type { RowEvent, TreeRow, TreeSummary } from '../../shared/model/tree.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { ancestorsOf, nameOf, parentOf } from '../../shared/znode-path.ts';
import { fail, type FakeHandlers } from './fake-bridge.ts';

export interface FakeNode {
  /** Names of the children, in their order. */
  children?: string[];
  isExpanded?: boolean;
  isEphemeral?: boolean;
  failure?: Failure;
  /** What happened to it, the newest first. */
  events?: RowEvent[];
  changesBelow?: number;
}

/** A tree as the main process holds it: rows computed from nodes, with a revision. */
export class FakeTree {
  readonly nodes = new Map<string, FakeNode>();
  revision = 1;
  filter = '';
  #rows: TreeRow[] | null = null;

  /** @param levels names of children by path; the root is expanded. */
  constructor(levels: Readonly<Record<string, string[]>>) {
    for (const [path, children] of Object.entries(levels)) this.node(path).children = [...children];
    this.node('/').isExpanded = true;
  }

  node(path: string): FakeNode {
    const known = this.nodes.get(path);
    if (known) return known;
    const node: FakeNode = {};
    this.nodes.set(path, node);
    return node;
  }

  /** Lets something have happened to a node, which the next revision shows. */
  happen(path: string, kind: RowEvent['kind'], count = 1): void {
    this.node(path).events = [{ kind, count, revision: this.revision + 1 }];
  }

  /** Changes the tree, as somebody else would. @returns the summary to publish. */
  change(edit: () => void): TreeSummary {
    edit();
    this.#rows = null;
    this.revision++;
    return this.summary;
  }

  remove(path: string): void {
    const siblings = this.node(parentOf(path) ?? '').children ?? [];
    siblings.splice(siblings.indexOf(nameOf(path)), 1);
  }

  get rows(): readonly TreeRow[] {
    return (this.#rows ??= this.#layOut());
  }

  get summary(): TreeSummary {
    const matchCount = this.filter === '' ? 0 : this.rows.length - 1;
    return {
      revision: this.revision,
      rowCount: this.rows.length,
      filter: this.filter,
      matchCount,
    };
  }

  indexOf(path: string): number | null {
    const index = this.rows.findIndex((row) => row.path === path);
    return index === -1 ? null : index;
  }

  /** Answers of the main process. @param publish sends the topic `tree`. */
  handlers(publish: (summary: TreeSummary) => void): FakeHandlers {
    const change = (edit: () => void) => {
      publish(this.change(edit));
    };
    return {
      'tree.getWindow': ({ from, count, anchor, locate }) => {
        const at = anchor ? this.indexOf(anchor.path) : null;
        const start = anchor && at !== null ? Math.max(0, at - anchor.offset) : from;
        return {
          revision: this.revision,
          rowCount: this.rows.length,
          from: start,
          rows: this.rows.slice(start, start + count),
          located: (locate ?? []).map((path) => this.indexOf(path)),
        };
      },
      'tree.expand': ({ path }) => {
        change(() => (this.node(path).isExpanded = true));
      },
      'tree.collapse': ({ path }) => {
        change(() => (this.node(path).isExpanded = false));
      },
      'tree.indexOf': ({ path }) => this.indexOf(path),
      'tree.reveal': ({ path }) => {
        for (const ancestor of ancestorsOf(path)) this.node(ancestor).isExpanded = true;
        this.change(() => undefined);
        const index = this.indexOf(path);
        if (index === null) throw fail({ code: 'NO_NODE', operation: 'tree.reveal', path });
        // The topic comes a moment after the answer, as it does in the application.
        setTimeout(() => {
          publish(this.summary);
        });
        return index;
      },
      'tree.findByPrefix': ({ after, prefix }) => {
        const matches = (index: number) => this.rows[index]?.name.startsWith(prefix);
        for (let step = 1; step <= this.rows.length; step++) {
          const index = (after + step) % this.rows.length;
          if (matches(index)) return index;
        }
        return null;
      },
      'tree.setFilter': ({ text }) => {
        change(() => (this.filter = text));
      },
    };
  }

  #layOut(): TreeRow[] {
    const rows: TreeRow[] = [];
    const add = (path: string, level: number, setSize: number, position: number) => {
      const node = this.nodes.get(path) ?? {};
      const children = node.children ?? [];
      const { sequence } = splitSequence(nameOf(path));
      rows.push({
        path,
        name: nameOf(path),
        ...(sequence !== '' && { sequenceLength: sequence.length }),
        level,
        setSize,
        position,
        expansion: expansionOf(node),
        ...(node.failure && { failure: node.failure }),
        stat: {
          numChildren: children.length,
          ephemeral: node.isEphemeral ?? false,
          version: 0,
          dataLength: 0,
        },
        events: node.events ?? [],
        changesBelow: node.changesBelow ?? 0,
      });
      if (!node.isExpanded || node.failure) return;
      const shown = children.filter((name) => name.includes(this.filter));
      shown.forEach((name, i) => {
        add(path === '/' ? `/${name}` : `${path}/${name}`, level + 1, shown.length, i + 1);
      });
    };
    add('/', 1, 1, 1);
    return rows;
  }
}

function expansionOf(node: FakeNode): TreeRow['expansion'] {
  if (node.failure) return 'failed';
  if ((node.children ?? []).length === 0) return 'leaf';
  return node.isExpanded ? 'expanded' : 'collapsed';
}

/** @returns names `prefix0000` … in order. */
export function manyNames(count: number, prefix: string): string[] {
  const width = String(count).length;
  return Array.from({ length: count }, (_, i) => prefix + String(i).padStart(width, '0'));
}
