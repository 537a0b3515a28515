import { isChangeKind, type ChangeKind } from '../../../shared/model/change.ts';
import { parentOf } from '../../../shared/znode-path.ts';
import type { NodeFacts } from '../live/node-facts.ts';
import type { ActivityBelow } from '../tree/activity-below.ts';
import type { ChangeLog, ChangeUpdate, NewChange } from './change-log.ts';

export interface ChangeRecorderOptions {
  readonly log: ChangeLog;
  readonly facts: NodeFacts;
  readonly activity: ActivityBelow;
  readonly clock: () => number;
  readonly onChange: () => void;
}

/** A change on its way into the log; it stands for one change unless a count is given. */
export type RecordedChange = Omit<NewChange, 'seenAt' | 'count'> & { readonly count?: number };

/** Writes changes down and counts them for their rows. */
export class ChangeRecorder {
  readonly #options: ChangeRecorderOptions;

  constructor(options: ChangeRecorderOptions) {
    this.#options = options;
  }

  /** @returns the id of the row. */
  record({ count = 1, ...change }: RecordedChange): number {
    const { log, clock, onChange } = this.#options;
    const id = log.append({ ...change, count, seenAt: clock() });
    this.#countForRows(change, count);
    onChange();
    return id;
  }

  /** Adds what was learnt of a change since it was recorded. */
  update(id: number, update: ChangeUpdate): void {
    const { log, activity, onChange } = this.#options;
    const known = update.count === undefined ? undefined : log.detail(id)?.change;
    if (known && update.count !== undefined && isChangeKind(known.kind)) {
      activity.count(known.path, known.kind, update.count - known.count);
    }
    log.update(id, update);
    onChange();
  }

  /** Counts a change of a node whose row flashes, but which is written down elsewhere. */
  flash(path: string, kind: ChangeKind): void {
    this.#options.facts.countChange(path, kind);
    this.#options.onChange();
  }

  #countForRows({ path, kind }: Pick<RecordedChange, 'path' | 'kind'>, count: number): void {
    if (!isChangeKind(kind)) return;
    const { facts, activity } = this.#options;
    facts.countChange(path, kind);
    // The row of the node itself goes with it.
    const parent = kind === 'deleted' ? parentOf(path) : null;
    if (parent !== null) facts.countChange(parent, kind);
    activity.count(path, kind, count);
  }
}
