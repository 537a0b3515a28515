import {
  isChangeKind,
  type ChangeDetail,
  type ChangeKind,
  type GapEntry,
  type SessionEntry,
} from '../../../shared/model/change.ts';
import type { ChangeLog, ChangeUpdate, NewChange } from '../changes/change-log.ts';
import type { ChangeObserver, DecidedChange } from './observation.ts';

export interface ChangeRecorderOptions {
  readonly log: ChangeLog;
  readonly clock: () => number;
  readonly onChange: () => void;
  /** Those who follow what was decided, in this order. */
  readonly observers: readonly ChangeObserver[];
}

/** A change on its way into the log; it stands for one change unless a count is given. */
export type RecordedChange = Omit<NewChange, 'seenAt' | 'count' | 'kind'> & {
  readonly kind: ChangeKind;
  readonly count?: number;
};

/** Records changes in the timeline, and hands each on to those who follow. */
export class ChangeRecorder {
  readonly #options: ChangeRecorderOptions;

  constructor(options: ChangeRecorderOptions) {
    this.#options = options;
  }

  /** @returns the id of the row. */
  record({ count = 1, ...change }: RecordedChange): number {
    const { log, clock, onChange } = this.#options;
    const id = log.append({ ...change, count, seenAt: clock() });
    const { kind, path, seenBy } = change;
    this.#emit({ kind, path, count, ...(seenBy && { seenBy }), id, isNew: true });
    onChange();
    return id;
  }

  /** Writes down a turn in the life of the session. @returns the entry. */
  recordSession(session: SessionEntry): ChangeDetail | null {
    return this.#turn({ kind: 'session', path: '/', session });
  }

  /** Writes down that nothing was reported for a while. @returns the entry. */
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
    const { log, onChange } = this.#options;
    const known = update.count === undefined ? undefined : log.detail(id)?.change;
    if (known && update.count !== undefined && isChangeKind(known.kind)) {
      const { kind, path, seenBy } = known;
      const count = update.count - known.count;
      this.#emit({ kind, path, count, ...(seenBy && { seenBy }), id, isNew: false });
    }
    log.update(id, update);
    onChange();
  }

  /** Has the row of a node show a change that is recorded elsewhere. */
  show(path: string, kind: ChangeKind): void {
    this.#emit({ kind, path, count: 1, id: null, isNew: true });
    this.#options.onChange();
  }

  #turn(turn: Pick<NewChange, 'kind' | 'path' | 'session' | 'gap'>): ChangeDetail | null {
    const { log, clock, onChange } = this.#options;
    const id = log.append({ ...turn, count: 1, seenAt: clock() });
    onChange();
    return log.detail(id);
  }

  #emit(change: DecidedChange): void {
    for (const { onChange } of this.#options.observers) onChange(change);
  }
}
