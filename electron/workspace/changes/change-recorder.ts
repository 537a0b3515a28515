import type { NodeFacts } from '../live/node-facts.ts';
import type { UserWatches } from '../watches/user-watches.ts';
import type { ChangeLog, ChangeUpdate, NewChange } from './change-log.ts';

export interface ChangeRecorderOptions {
  readonly log: ChangeLog;
  readonly watches: UserWatches;
  readonly facts: NodeFacts;
  readonly clock: () => number;
  readonly onChange: () => void;
  /** A row was added to the log. */
  readonly onRecorded: (id: number) => void;
}

/** A change on its way into the log; it stands for one change unless a count is given. */
export type RecordedChange = Omit<NewChange, 'seenAt' | 'count'> & { readonly count?: number };

/** Writes changes down and counts them everywhere they are counted. */
export class ChangeRecorder {
  readonly #options: ChangeRecorderOptions;

  constructor(options: ChangeRecorderOptions) {
    this.#options = options;
  }

  /** @returns the id of the row. */
  record({ count = 1, ...change }: RecordedChange): number {
    const { log, watches, facts, clock, onChange, onRecorded } = this.#options;
    const id = log.append({ ...change, count, seenAt: clock() });
    watches.countChanges(change.kind, change.path, count);
    facts.countChange(change.path);
    onChange();
    onRecorded(id);
    return id;
  }

  /** Adds what was learnt of a change since it was recorded. */
  update(id: number, update: ChangeUpdate): void {
    const { log, watches, onChange } = this.#options;
    const before = log.detail(id)?.change;
    log.update(id, update);
    const added = (update.count ?? 0) - (before?.count ?? 0);
    if (before && update.count !== undefined && added !== 0) {
      watches.countChanges(before.kind, before.path, added);
    }
    onChange();
  }

  /** Counts a change of a node whose row flashes, but which is written down elsewhere. */
  flash(path: string): void {
    this.#options.facts.countChange(path);
    this.#options.onChange();
  }
}
