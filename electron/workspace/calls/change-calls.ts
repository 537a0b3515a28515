import { formatTarget } from '../../../shared/connect-string.ts';
import type { ChangeDetail, ChangesWindow, SessionOwner } from '../../../shared/model/change.ts';
import type {
  ChangesStatistics,
  ExportFormat,
  ExportOutcome,
  ImportOutcome,
  TimelineSource,
} from '../../../shared/model/timeline.ts';
import type { RuleTrial } from '../../../shared/model/rule.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import { ChangeLog, changeLogBounds } from '../changes/change-log.ts';
import { countChanges, nothingCounted } from '../changes/change-statistics.ts';
import { exportTimeline } from '../changes/export-timeline.ts';
import { importTimeline } from '../changes/import-timeline.ts';
import { formatTime } from '../changes/timeline-values.ts';
import type { Timelines } from '../changes/timelines.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';
import type { FileChooser, FileType } from '../file-chooser.ts';
import type { ProgressBoard } from '../progress-board.ts';
import { tryRule } from '../rules/try-rule.ts';

export interface ChangeCallsOptions {
  readonly slot: ConnectionSlot;
  readonly timelines: Timelines;
  readonly files: FileChooser;
  readonly progress: ProgressBoard;
  readonly clock: () => number;
  /** Other rows are there to be asked for. */
  readonly onChange: () => void;
}

const fileTypes: Readonly<Record<ExportFormat, FileType>> = {
  ndjson: { name: 'NDJSON', extensions: ['ndjson', 'jsonl'] },
  csv: { name: 'CSV', extensions: ['csv'] },
};

export class ChangeCalls implements DomainCalls<'changes'> {
  readonly #options: ChangeCallsOptions;

  constructor(options: ChangeCallsOptions) {
    this.#options = options;
  }

  getWindow({ source, from, count, query }: ParsedInput<'changes.getWindow'>): ChangesWindow {
    const none = { seen: 0, kept: 0, matching: 0, scanned: 0, from, rows: [] };
    return this.#log(source)?.window(from, count, query) ?? none;
  }

  getDetail({ source, id }: ParsedInput<'changes.getDetail'>): ChangeDetail | null {
    return this.#log(source)?.detail(id) ?? null;
  }

  async getStatistics(
    { source, query = {}, buckets, topPaths }: ParsedInput<'changes.getStatistics'>,
    { signal }: CallContext,
  ): Promise<ChangesStatistics> {
    const log = this.#log(source);
    if (!log) return nothingCounted();
    const selection = await log.select(query);
    signal.throwIfAborted();
    if (!selection.ok) return nothingCounted(selection.problem);
    const { from, to } = query;
    return countChanges(log.rows, selection, { buckets, topPaths, from, to }, signal);
  }

  findOwner(
    { sessionId, adminPort }: ParsedInput<'changes.findOwner'>,
    { signal, callId }: CallContext,
  ): Promise<SessionOwner> {
    const { slot, progress } = this.#options;
    const { owners, profile } = slot.require('changes.findOwner');
    return progress.during(
      { callId, kind: 'findingOwner', path: formatTarget(profile.target) },
      (report) => owners.find(sessionId, { adminPort, signal, report }),
    );
  }

  clear(): void {
    this.#options.slot.current?.view.log.clear();
    this.#options.onChange();
  }

  async export(
    { source, query = {}, format }: ParsedInput<'changes.export'>,
    { signal, callId }: CallContext,
  ): Promise<ExportOutcome> {
    const { files, progress, clock } = this.#options;
    const log = this.#log(source);
    if (!log) throw refusal('changes.export', 'there is no such timeline');
    const connection = this.#connectionOf(source);
    const selection = await log.select(query);
    if (!selection.ok) return { kind: 'problem', problem: selection.problem };
    const exportedAt = clock();
    const type = fileTypes[format];
    const moment = formatTime(exportedAt).slice(0, 19).replaceAll(':', '-');
    const fileName = `treekeeper-changes-${moment}.${format}`;
    const file = await files.chooseSave({ fileName, type });
    signal.throwIfAborted();
    if (file === null) return { kind: 'notChosen' };
    const header = { exportedAt, ...(connection !== undefined && { connection }) };
    const entries = await progress.during(
      { callId, kind: 'exportingChanges', path: file },
      (report) => exportTimeline({ file, format, header, log, selection, signal, report }),
    );
    return { kind: 'written', file, entries };
  }

  async import(_: undefined, { signal, callId }: CallContext): Promise<ImportOutcome> {
    const { files, progress, timelines, onChange } = this.#options;
    if (timelines.isFull) throw refusal('changes.import', 'too many imported timelines are open');
    const file = await files.chooseOpen(fileTypes.ndjson);
    signal.throwIfAborted();
    if (file === null) return { kind: 'notChosen' };
    const log = new ChangeLog({ ...changeLogBounds, onProgress: onChange });
    const { header, entries, refused, refusals } = await progress.during(
      { callId, kind: 'importingChanges', path: file },
      (report) => importTimeline({ file, log, signal, report }),
    );
    if (!header && entries === 0) return { kind: 'noTimeline', file };
    const { connection, exportedAt } = header ?? {};
    const timeline = timelines.add(
      {
        file,
        ...(connection !== undefined && { connection }),
        ...(exportedAt !== undefined && { exportedAt }),
        kept: log.summary.kept,
        refused,
      },
      log,
    );
    return { kind: 'imported', timeline, refusals };
  }

  closeFile({ file }: ParsedInput<'changes.closeFile'>): void {
    this.#options.timelines.close(file);
  }

  async tryRule(
    { rule }: ParsedInput<'changes.tryRule'>,
    { signal }: CallContext,
  ): Promise<RuleTrial> {
    const log = this.#log();
    return log ? tryRule(rule, log, signal) : { kind: 'notConnected' };
  }

  #log(source: TimelineSource = 'live'): ChangeLog | undefined {
    const { slot, timelines } = this.#options;
    return source === 'live' ? slot.current?.view.log : timelines.log(source.file);
  }

  #connectionOf(source: TimelineSource = 'live'): string | undefined {
    const { slot, timelines } = this.#options;
    if (source !== 'live') return timelines.connectionOf(source.file);
    return slot.current ? formatTarget(slot.current.profile.target) : undefined;
  }
}

function refusal(operation: string, detail: string): ZooKeeperError {
  return new ZooKeeperError({ code: 'INVALID_INPUT', operation, retryable: false, detail });
}
