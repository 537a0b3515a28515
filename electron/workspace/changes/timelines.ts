import type { TimelineFile } from '../../../shared/model/timeline.ts';
import type { ChangeLog } from './change-log.ts';

/** Each may take as much memory as that of a connection. */
const mostOpen = 4;

interface ImportedTimeline {
  readonly file: TimelineFile;
  readonly log: ChangeLog;
}

/** The timelines that were imported; they stay, whatever becomes of the connection. */
export class Timelines {
  readonly #imported = new Map<string, ImportedTimeline>();
  readonly #onChange: () => void;
  #lastId = 0;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get isFull(): boolean {
    return this.#imported.size >= mostOpen;
  }

  list(): readonly TimelineFile[] {
    return [...this.#imported.values()].map(({ file }) => file);
  }

  log(id: string): ChangeLog | undefined {
    return this.#imported.get(id)?.log;
  }

  connectionOf(id: string): string | undefined {
    return this.#imported.get(id)?.file.connection;
  }

  add(file: Omit<TimelineFile, 'id'>, log: ChangeLog): TimelineFile {
    const added = { ...file, id: `file-${++this.#lastId}` };
    this.#imported.set(added.id, { file: added, log });
    this.#onChange();
    return added;
  }

  close(id: string): void {
    this.#imported.get(id)?.log.clear();
    if (this.#imported.delete(id)) this.#onChange();
  }
}
