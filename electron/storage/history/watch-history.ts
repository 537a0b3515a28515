import type { HistorySize } from '../../../shared/model/change.ts';
import { reasonOf } from '../file-error.ts';
import type { ReportProblem } from '../storage-problem.ts';
import type { DataKeys } from './data-keys.ts';
import { encodeWithin, type KeptEntry } from './entry-codec.ts';
import { ExtentFile } from './extent-file.ts';
import type { HistoryEntry } from './history-entry.ts';
import { MemoryFile } from './memory-file.ts';
import { packBlocks, type EncodedEntry } from './pack-blocks.ts';
import { readHistory } from './read-history.ts';
import { SeenOnce } from './seen-once.ts';
import { SegmentFolder } from './segment-folder.ts';
import { SegmentReader } from './segment-reader.ts';
import { SegmentWriter } from './segment-writer.ts';
import type { HistoryFiles } from './survey.ts';
import type { WatchMemory } from './watch-memory.ts';
import type { HistoryOrder } from './writer-source.ts';

export interface WatchHistoryOptions {
  /** Of this history alone. */
  readonly folder: string;
  /** Where it is kept from where to where the history reaches: not in its folder. */
  readonly extentFile: string;
  readonly watchId: Uint8Array;
  /** What is watched. */
  readonly path: string;
  readonly keys: DataKeys;
  readonly maxBytes: number;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** Why nothing more is kept; what is kept already stays, unless it was removed. */
export interface HistoryStop {
  readonly reason: 'diskFailed' | 'diskTooSlow' | 'removed' | 'closed';
  /** The system's own words. */
  readonly detail?: string;
}

/** What is known of a history; the counts of what could not be read are of what was read since it was opened. */
export interface HistoryHealth {
  /** Segments that end with a block that a crash had cut off. */
  readonly tornCount: number;
  /** Segments that cannot be read because the key they were written with is lost. */
  readonly lockedCount: number;
  /** Entries that were not kept because they alone would have been too large, though without their values. */
  readonly droppedCount: number;
}

/** A burst of entries becomes one write at most this long after the first of them. */
const writeDelayMs = 200;
/** So long after it was written, a crash of the machine takes nothing away, and a cut is noticed. */
const syncDelayMs = 60_000;
/** Entries are written in blocks of about this size. */
const blockBytes = 256 * 1024;
/** More than this waiting means that the disk does not keep up. */
const maxWaitingBytes = 32 * 1024 * 1024;
/** What the watch knows may take this part of the bound. */
const memoryPart = 1 / 4;
/** Of so many nodes and kinds of change it is remembered what was appended, for pages that see the same. */
const maxSeenKeys = 20_000;

/** A page that keeps what it sees here. */
interface Member {
  /** Called once, when nothing more is kept. */
  readonly onStop: (stop: HistoryStop) => void;
  /** Called when `size` may be another one. */
  readonly onSize: () => void;
}

/**
 * The history of one watch on disk: entries are only ever added, and the oldest go to keep within the bound.
 *
 * Several pages of one connection may keep what they see of the watch here. Each hands over all it sees, and a change
 * that another page has handed over already is not written again. No page is chosen as the one that writes: that one
 * may be paused, cut off or overloaded while the others see everything.
 */
export class WatchHistory {
  readonly #options: WatchHistoryOptions;
  readonly #files: HistoryFiles;
  readonly #writer: SegmentWriter;
  readonly #reader: SegmentReader;
  readonly #memory: MemoryFile;
  readonly #members = new Map<string, Member>();
  readonly #seen = new SeenOnce(maxSeenKeys);
  /** Whose memory was saved last, and of when it is. */
  #saved: { readonly member: string; readonly at: number } | null = null;
  #waiting: EncodedEntry[] = [];
  #waitingBytes = 0;
  #droppedCount = 0;
  #timer: NodeJS.Timeout | null = null;
  #syncTimer: NodeJS.Timeout | null = null;
  /** Ends when all that was begun so far has ended. */
  #writing: Promise<void> = Promise.resolve();
  #stop: HistoryStop | null = null;
  #closing: Promise<void> | null = null;

  constructor(options: WatchHistoryOptions) {
    this.#options = options;
    const { watchId, keys, report } = options;
    const folder = new SegmentFolder(options.folder, watchId);
    const extent = new ExtentFile(options.extentFile, options);
    this.#files = { folder, extent, keys, report };
    this.#reader = new SegmentReader({ ...options, folder });
    this.#writer = new SegmentWriter({ ...options, files: this.#files, reader: this.#reader });
    this.#memory = new MemoryFile(options);
    void this.#next(async () => {
      await this.#writer.setBesideBytes(await this.#memory.size());
    });
  }

  /** Why nothing more is kept; null while entries are kept. */
  get stop(): HistoryStop | null {
    return this.#stop;
  }

  /** Its end, which is under way or reached; null as long as somebody keeps something here. */
  get closing(): Promise<void> | null {
    return this.#closing;
  }

  /** What it takes on disk, without what is not yet written. */
  get size(): HistorySize {
    const { sizeBytes, maxBytes } = this.#writer;
    return { sizeBytes, maxBytes };
  }

  get health(): HistoryHealth {
    const { tornCount, lockedCount } = this.#reader;
    return { tornCount, lockedCount, droppedCount: this.#droppedCount };
  }

  /** Whether a page keeps what it sees here. */
  get isInUse(): boolean {
    return this.#members.size > 0;
  }

  /** @param id names a page that keeps what it sees here, until it leaves */
  join(id: string, member: Member): void {
    this.#members.set(id, member);
  }

  /** A page keeps nothing more here. With the last one the history ends. Resolves when what waited is written. */
  leave(id: string): Promise<void> {
    this.#members.delete(id);
    if (this.#members.size === 0) return this.#close();
    return this.flush();
  }

  /**
   * Adds an entry, which is on disk within 200 ms. Never waits nor throws; does nothing once keeping has stopped.
   * An entry too large for a segment (a 16th of the bound) is kept without its values; of one that another page has
   * added, only what that one did not say.
   * @param member who has seen it
   */
  append(whole: KeptEntry, member: string): void {
    if (this.#stop) return;
    const rest = this.#seen.take({ ...whole, writer: member });
    // A page alone keeps all it sees: nobody else has said it.
    const entry = this.#members.size > 1 ? rest : whole;
    if (!entry) return;
    const bytes = encodeWithin(entry, this.#writer.maxBlockBytes);
    if (!bytes) {
      this.#droppedCount++;
      return;
    }
    this.#waiting.push({ seenAt: entry.change.seenAt, bytes });
    this.#waitingBytes += bytes.byteLength;
    if (this.#waitingBytes > maxWaitingBytes) {
      this.#end({ reason: 'diskTooSlow' });
      return;
    }
    this.#timer ??= setTimeout(() => {
      void this.#write();
    }, writeDelayMs);
  }

  /** @param maxBytes the new bound, which holds at once */
  setMaxBytes(maxBytes: number): void {
    void this.#next(() => this.#writer.setMaxBytes(maxBytes));
  }

  /**
   * Keeps what the watch knows after all that was appended so far, in place of what was kept of it before; without
   * it, or where it would take more than a quarter of the bound, nothing of the kind is kept. What another page knew
   * later stays: with the entries since, it says more.
   * @param member whose watch it is
   */
  saveMemory(memory: WatchMemory | null, member: string): void {
    const isOfOther = this.#saved !== null && this.#saved.member !== member;
    if (isOfOther && (memory?.at ?? 0) < (this.#saved?.at ?? 0)) return;
    if (memory) this.#saved = { member, at: memory.at };
    void this.#write();
    void this.#next(async () => {
      if (memory === null) await this.#memory.remove();
      const maxBytes = this.#writer.maxBytes * memoryPart;
      const sizeBytes = memory ? await this.#memory.write(memory, maxBytes) : 0;
      await this.#writer.setBesideBytes(sizeBytes);
    });
  }

  /** @returns what the watch knew when it was last kept, by whichever page; null when there is none. */
  readMemory(): Promise<WatchMemory | null> {
    return this.#memory.read();
  }

  /**
   * Reads the history in batches of at most `batchSize` entries, with what was appended before. Ids of changes are
   * as they were given, so they do not distinguish those of different starts of the application. Where something is
   * missing or was altered there is an entry that says so, a gap `historyIncomplete`.
   * @throws Error when its folder cannot be read; a segment that cannot is reported and left out
   */
  async *read(
    order: HistoryOrder,
    batchSize = 500,
  ): AsyncGenerator<readonly HistoryEntry[], void, undefined> {
    await this.#write();
    const { path } = this.#options;
    yield* readHistory({ files: this.#files, reader: this.#reader, path, order, batchSize });
  }

  /** Writes what is not yet on disk, and makes it durable. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#write();
    await this.#next(async () => {
      if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
      this.#syncTimer = null;
      await this.#writer.sync();
    });
  }

  /** Ends after writing what is not yet on disk. */
  #close(): Promise<void> {
    this.#closing ??= this.flush().then(() => this.#end({ reason: 'closed' }));
    return this.#closing;
  }

  /** Ends without writing what is not yet on disk, because what there is is about to be removed. */
  async abandon(): Promise<void> {
    this.#end({ reason: 'removed' });
    await this.#writing;
  }

  #write(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#next(async () => {
      const entries = this.#waiting;
      this.#waiting = [];
      for (const block of packBlocks(entries, Math.min(blockBytes, this.#writer.maxBlockBytes))) {
        // The history may have been removed in the meantime.
        if (this.#stop) return;
        await this.#writer.append(block.bytes, block.seenAt);
        this.#waitingBytes -= block.bytes.byteLength;
        this.#syncTimer ??= setTimeout(() => {
          void this.flush();
        }, syncDelayMs).unref();
      }
    });
  }

  /** Does one thing after the other, and nothing more once keeping has stopped. */
  #next(work: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(async () => {
      if (this.#stop) return;
      try {
        await work();
        for (const { onSize } of this.#members.values()) onSize();
      } catch (error) {
        this.#end({ reason: 'diskFailed', detail: reasonOf(error) });
      }
    });
    return this.#writing;
  }

  #end(stop: HistoryStop): void {
    if (this.#stop) return;
    this.#stop = stop;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#syncTimer !== null) clearTimeout(this.#syncTimer);
    this.#waiting = [];
    if (stop.reason === 'diskFailed' || stop.reason === 'diskTooSlow') {
      const reason = stop.detail ?? 'the disk does not keep up';
      this.#options.report({ kind: 'historyStopped', file: this.#options.folder, reason });
    }
    const members = [...this.#members.values()];
    this.#members.clear();
    for (const { onStop } of members) onStop(stop);
  }
}
