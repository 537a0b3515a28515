import {
  isChangeKind,
  type ChangeDetail,
  type ChangeKind,
  type GapEntry,
  type SessionEntry,
} from '../../../shared/model/change.ts';
import { parentOf } from '../../../shared/znode-path.ts';
import type { ActivityBelow } from '../tree/activity-below.ts';
import type { RowEvents } from '../tree/row-events.ts';
import type { ChangeLog, ChangeUpdate, NewChange } from '../changes/change-log.ts';

export interface ChangeRecorderOptions {
  readonly log: ChangeLog;
  readonly rows: RowEvents;
  readonly activity: ActivityBelow;
  readonly clock: () => number;
  readonly onChange: () => void;
  /** A comparison found changes that no watch had told of. */
  readonly onFound: (path: string, count: number) => void;
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
    const { log, clock, onChange, onFound, onRecorded } = this.#options;
    const id = log.append({ ...change, count, seenAt: clock() });
    this.#countForRows(change, count);
    if (change.seenBy === 'comparison') onFound(change.path, count);
    onChange();
    onRecorded(id);
    return id;
  }

  /** Writes down a turn in the life of the session. @returns the entry. */
  recordSession(session: SessionEntry): ChangeDetail | null {
    return this.#turn({ kind: 'session', path: '/', session });
  }

  /** Writes down that nothing was told for a while. @returns the entry. */
  recordGap(path: string, gap: GapEntry): ChangeDetail | null {
    return this.#turn({ kind: 'gap', path, gap });
  }

  /** Writes down how a gap stands by now. */
  updateGap(id: number, gap: GapEntry): void {
    this.#options.log.update(id, { gap });
    this.#options.onChange();
  }

  /** @returns an entry as it is known now; null when it is not kept any more. */
  detail(id: number): ChangeDetail | null {
    return this.#options.log.detail(id);
  }

  /** Adds what was learnt of a change since it was recorded. */
  update(id: number, update: ChangeUpdate): void {
    const { log, rows, activity, onChange, onFound } = this.#options;
    const known = update.count === undefined ? undefined : log.detail(id)?.change;
    if (known && update.count !== undefined && isChangeKind(known.kind)) {
      const more = update.count - known.count;
      rows.count(known.path, known.kind, more);
      activity.count(known.path, known.kind, more);
      if (known.seenBy === 'comparison') onFound(known.path, more);
    }
    log.update(id, update);
    onChange();
  }

  /** Counts a change of a node whose row flashes, but which is written down elsewhere. */
  flash(path: string, kind: ChangeKind): void {
    this.#options.rows.count(path, kind, 1);
    this.#options.onChange();
  }

  #turn(turn: Pick<NewChange, 'kind' | 'path' | 'session' | 'gap'>): ChangeDetail | null {
    const { log, clock, onChange } = this.#options;
    const id = log.append({ ...turn, count: 1, seenAt: clock() });
    onChange();
    return log.detail(id);
  }

  #countForRows({ path, kind }: Pick<RecordedChange, 'path' | 'kind'>, count: number): void {
    if (!isChangeKind(kind)) return;
    const { rows, activity } = this.#options;
    rows.count(path, kind, count);
    // The row of the node itself goes with it.
    const parent = kind === 'deleted' ? parentOf(path) : null;
    if (parent !== null) rows.count(parent, kind, count);
    activity.count(path, kind, count);
  }
}
