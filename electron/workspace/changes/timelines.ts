import type {
  EarlierTimeline,
  ImportedTimeline,
  OfflineTimeline,
} from '../../../shared/model/timeline.ts';
import { changeLogBounds, type ChangeLog } from './change-log.ts';

/** Each may take as much memory as that of a connection. */
const mostImported = 4;
/** Those of earlier connections take together as much as that of one. */
const mostEarlierRows = changeLogBounds.maxRows;
const mostEarlier = 8;

interface Held<Timeline extends OfflineTimeline = OfflineTimeline> {
  readonly timeline: Timeline;
  readonly log: ChangeLog;
}

/** The timelines that were imported and those of earlier connections; they stay, whatever becomes of the connection. */
export class Timelines {
  readonly #held = new Map<string, Held>();
  readonly #onChange: () => void;
  #lastId = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** Whether no more can be imported. */
  get isFull(): boolean {
    return this.list().filter(({ kind }) => kind === 'imported').length >= mostImported;
  }

  list(): readonly OfflineTimeline[] {
    return [...this.#held.values()].map(({ timeline }) => timeline);
  }

  log(id: string): ChangeLog | undefined {
    return this.#held.get(id)?.log;
  }

  connectionOf(id: string): string | undefined {
    return this.#held.get(id)?.timeline.connection;
  }

  add(file: Omit<ImportedTimeline, 'id' | 'kind'>, log: ChangeLog): ImportedTimeline {
    return this.#hold({ ...file, kind: 'imported', id: `file-${++this.#lastId}` }, log);
  }

  /** Holds what a connection saw that was closed; the oldest such timelines go when they become too many. */
  keepEarlier(
    { connection, endedAt }: Pick<EarlierTimeline, 'connection' | 'endedAt'>,
    log: ChangeLog,
  ): void {
    const { seen, kept } = log.summary;
    if (seen === 0 || kept === 0) return;
    const id = `connection-${++this.#lastId}`;
    this.#hold({ kind: 'earlier', id, connection, endedAt, kept }, log);
    const earlier = this.list().filter(({ kind }) => kind === 'earlier');
    let rows = earlier.reduce((sum, each) => sum + each.kept, 0);
    let count = earlier.length;
    for (const oldest of earlier.slice(0, -1)) {
      if (count <= mostEarlier && rows <= mostEarlierRows) break;
      this.close(oldest.id);
      rows -= oldest.kept;
      count -= 1;
    }
  }

  close(id: string): void {
    this.#held.get(id)?.log.clear();
    if (this.#held.delete(id)) this.#onChange();
  }

  #hold<Timeline extends OfflineTimeline>(timeline: Timeline, log: ChangeLog): Timeline {
    this.#held.set(timeline.id, { timeline, log });
    this.#onChange();
    return timeline;
  }
}
