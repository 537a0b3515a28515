import type { NodeFacts } from '../live/node-facts.ts';
import type { ChangeLog, ChangeUpdate, NewChange } from './change-log.ts';

export interface ChangeRecorderOptions {
  readonly log: ChangeLog;
  readonly facts: NodeFacts;
  readonly clock: () => number;
  readonly onChange: () => void;
  /** A row was added to the log. */
  readonly onRecorded: (id: number) => void;
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
    const { log, facts, clock, onChange, onRecorded } = this.#options;
    const id = log.append({ ...change, count, seenAt: clock() });
    facts.countChange(change.path);
    onChange();
    onRecorded(id);
    return id;
  }

  /** Adds what was learnt of a change since it was recorded. */
  update(id: number, update: ChangeUpdate): void {
    const { log, onChange } = this.#options;
    log.update(id, update);
    onChange();
  }

  /** Counts a change of a node whose row flashes, but which is written down elsewhere. */
  flash(path: string): void {
    this.#options.facts.countChange(path);
    this.#options.onChange();
  }
}
