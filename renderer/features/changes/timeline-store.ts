import i18next from 'i18next';
import { create } from 'zustand';
import type { ChangesQuery } from '../../../shared/model/change.ts';
import type {
  ExportFormat,
  OfflineTimeline,
  TimelineSource,
} from '../../../shared/model/timeline.ts';
import { call, failureOf, newCallId } from '../../bridge/client.ts';
import { formatCount } from '../../i18n/format.ts';
import { openTimeline, useChangeViewStore } from '../../stores/change-view-store.ts';
import { notify, notifyFailure } from '../../stores/notice-store.ts';
import { rememberedPanel, rememberPanel } from '../../stores/settings-store.ts';

/** The timeline that a panel shows, and where it takes another. */
export interface ShownTimeline {
  readonly source: () => TimelineSource;
  readonly query: () => ChangesQuery;
  readonly show: (source: TimelineSource) => void;
}

/** An export or import under way. */
export interface TimelineJob {
  readonly callId: string;
  readonly kind: 'exporting' | 'importing';
  readonly cancel: () => void;
}

interface TimelineState {
  /** Null while no panel is there. */
  readonly shown: ShownTimeline | null;
  readonly jobs: readonly TimelineJob[];
}

export const useTimelineStore = create<TimelineState>()(() => ({
  shown: null,
  jobs: [],
}));

/**
 * Makes a panel's timeline the one that commands are about.
 * @returns a function that ends this.
 */
export function offerTimeline(shown: ShownTimeline): () => void {
  useTimelineStore.setState({ shown });
  return () => {
    if (useTimelineStore.getState().shown === shown) useTimelineStore.setState({ shown: null });
  };
}

/** Has the user choose a file for what is shown; how it ends is shown as a notice. */
export async function exportTimeline(format: ExportFormat): Promise<void> {
  const { shown } = useTimelineStore.getState();
  if (!shown) return;
  const input = { source: shown.source(), query: shown.query(), format };
  await runJob('exporting', 'changes.export', async (options) => {
    const outcome = await call('changes.export', input, options);
    if (outcome.kind === 'written') {
      const { file, entries } = outcome;
      notify({ kind: 'info', text: i18next.t('changes.exported', { file, ...counted(entries) }) });
    } else if (outcome.kind === 'problem') {
      const { detail } = outcome.problem;
      notify({ kind: 'error', text: i18next.t('changes.badPattern', { detail }) });
    }
  });
}

/** Has the user choose a file and shows its timeline. */
export async function importTimeline(): Promise<void> {
  await runJob('importing', 'changes.import', async (options) => {
    const outcome = await call('changes.import', undefined, options);
    if (outcome.kind === 'noTimeline') {
      const { file } = outcome;
      notify({ kind: 'error', text: i18next.t('changes.noTimeline', { file }) });
    } else if (outcome.kind === 'imported') {
      const { id, file, refused } = outcome.timeline;
      openTimeline(id);
      useTimelineStore.getState().shown?.show({ file: id });
      if (refused === 0) return;
      const line = outcome.refusals[0]?.line ?? 1;
      const text = i18next.t('changes.refused', { file, line, ...counted(refused) });
      notify({ kind: 'info', text });
    }
  });
}

/** @returns whether a timeline is being looked at that needs no connection. */
export function useIsTimelineOpen(): boolean {
  return useChangeViewStore(({ opened }) => opened !== null);
}

/** Forgets an imported timeline; a panel that shows it goes back to the connection's. */
export async function closeTimeline({ id }: OfflineTimeline): Promise<void> {
  try {
    await call('changes.closeFile', { file: id });
  } catch (error) {
    notifyFailure(failureOf(error, 'changes.closeFile'));
  }
}

interface JobOptions {
  readonly callId: string;
  readonly signal: AbortSignal;
}

async function runJob(
  kind: TimelineJob['kind'],
  operation: string,
  work: (options: JobOptions) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const job: TimelineJob = {
    callId: newCallId(),
    kind,
    cancel: () => {
      controller.abort();
    },
  };
  useTimelineStore.setState(({ jobs }) => ({ jobs: [...jobs, job] }));
  try {
    await work({ callId: job.callId, signal: controller.signal });
  } catch (error) {
    notifyFailure(failureOf(error, operation));
  } finally {
    useTimelineStore.setState(({ jobs }) => ({ jobs: jobs.filter((each) => each !== job) }));
  }
}

function counted(count: number) {
  return { count, shown: formatCount(count, i18next.language) };
}

/** Parts of the panel that can be hidden; both are shown until the user says otherwise. */
export type PanelPart = 'chart' | 'filters';

/** @returns whether a part is to be shown, from the remembered state of the panel. */
export function isPartShown(
  part: PanelPart,
  remembered: unknown = rememberedPanel(panelId),
): boolean {
  return !(isRecord(remembered) && remembered[part] === false);
}

export function togglePart(part: PanelPart): void {
  const remembered = rememberedPanel(panelId);
  const before = isRecord(remembered) ? remembered : {};
  rememberPanel(panelId, { ...before, [part]: !isPartShown(part, remembered) });
}

export const panelId = 'changes';

/** @returns the last part of a file's path, of any system. */
export function nameOf(file: string): string {
  return file.split(/[\\/]/).at(-1) ?? file;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
