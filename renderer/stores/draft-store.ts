import { create } from 'zustand';
import type { Draft } from '../../shared/model/node.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { isBelow } from '../../shared/znode-path.ts';
import { call, failureOf } from '../bridge/client.ts';

/**
 * Text typed but not saved, by path. It is here at once and goes to the main process soon after, which keeps it on
 * disk: so it survives another node, a reload, a crash and a restart.
 */
export interface DraftState {
  readonly drafts: ReadonlyMap<string, Draft>;
  /** The paths that have a draft; the same set as long as no draft comes or goes. */
  readonly paths: ReadonlySet<string>;
  /** Why the last attempt to keep a draft safe failed; null when all are. */
  readonly failure: Failure | null;
}

/** How long typing may pause before the text is sent to the main process. */
const keepDelayMs = 200;

const nothing: DraftState = { drafts: new Map(), paths: new Set(), failure: null };

export const useDraftStore = create<DraftState>(() => nothing);

/** Writes waiting for a pause in the typing. */
const waiting = new Map<string, ReturnType<typeof setTimeout>>();
/** One chain of writes, so that an older text never lands after a newer one. */
let lastWrite: Promise<void> = Promise.resolve();

/** Reads what was typed before, in this session of the window or an earlier one, for the present connection. */
export async function loadDrafts(): Promise<void> {
  try {
    const kept = await call('drafts.list');
    // What was typed while the list was on its way is newer than the list.
    const typed = [...useDraftStore.getState().drafts].filter(([path]) => waiting.has(path));
    publish(new Map([...kept.map((draft) => [draft.path, draft] as const), ...typed]));
  } catch (error) {
    useDraftStore.setState({ failure: failureOf(error, 'drafts.list') });
  }
}

/** Lets go of the drafts in memory, when the window leaves the connection they belong to. */
export function forgetDrafts(): void {
  for (const timer of waiting.values()) clearTimeout(timer);
  waiting.clear();
  useDraftStore.setState(nothing);
}

/** Takes typed text: shown at once, sent to the main process when the typing pauses. */
export function keepDraft(path: string, text: string, base: Draft['base']): void {
  const drafts = new Map(useDraftStore.getState().drafts);
  drafts.set(path, { path, text, base, updatedAt: Date.now() });
  publish(drafts);
  clearTimeout(waiting.get(path));
  waiting.set(
    path,
    setTimeout(() => writeDraft(path), keepDelayMs),
  );
}

/** Removes a draft. The text is gone unless the caller keeps what this returns. */
export function discardDraft(path: string): Draft | undefined {
  const before = useDraftStore.getState().drafts;
  const draft = before.get(path);
  if (!draft) return undefined;
  const drafts = new Map(before);
  drafts.delete(path);
  publish(drafts);
  clearTimeout(waiting.get(path));
  waiting.delete(path);
  enqueue(() => call('drafts.discard', { path }));
  return draft;
}

/** Sends what is still waiting, for example before the window hides; resolves when it is kept. */
export async function flushDrafts(): Promise<void> {
  for (const path of [...waiting.keys()]) writeDraft(path);
  await lastWrite;
}

export function draftOf(path: string): Draft | undefined {
  return useDraftStore.getState().drafts.get(path);
}

/** @returns how many drafts there are at a path and below it. */
export function countDraftsAt(path: string): number {
  const { paths } = useDraftStore.getState();
  return [...paths].filter((candidate) => candidate === path || isBelow(candidate, path)).length;
}

/** The draft of a node, or undefined. */
export function useDraft(path: string): Draft | undefined {
  return useDraftStore((state) => state.drafts.get(path));
}

/** The paths of all nodes with a draft, for marks in a tree. */
export function useDraftPaths(): ReadonlySet<string> {
  return useDraftStore((state) => state.paths);
}

function publish(drafts: ReadonlyMap<string, Draft>): void {
  const { paths } = useDraftStore.getState();
  const isSameSet = paths.size === drafts.size && [...drafts.keys()].every((key) => paths.has(key));
  useDraftStore.setState({ drafts, paths: isSameSet ? paths : new Set(drafts.keys()) });
}

function writeDraft(path: string): void {
  clearTimeout(waiting.get(path));
  waiting.delete(path);
  const draft = draftOf(path);
  if (draft) enqueue(() => call('drafts.keep', { path, text: draft.text, base: draft.base }));
}

function enqueue(write: () => Promise<void>): void {
  lastWrite = lastWrite.then(write).then(
    () => {
      if (useDraftStore.getState().failure) useDraftStore.setState({ failure: null });
    },
    (error: unknown) => useDraftStore.setState({ failure: failureOf(error, 'drafts.keep') }),
  );
}
