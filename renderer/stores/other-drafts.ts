import { create } from 'zustand';
import type { Failure } from '../../shared/model/failure.ts';
import type { Draft, OtherDraft } from '../../shared/model/node.ts';
import { call, failureOf } from '../bridge/client.ts';
import {
  adoptDraft,
  draftOf,
  exchangeDraft,
  flushDrafts,
  keepDraft,
  loadDrafts,
  useDraftStore,
} from './draft-store.ts';
import { notifyFailure } from './notice-store.ts';

/** Drafts that are kept beside those that are shown: typed for the same node in another tab, or before a crash. */
interface OtherDraftState {
  /** The newest first. */
  readonly others: readonly OtherDraft[];
}

export const useOtherDraftStore = create<OtherDraftState>(() => ({ others: [] }));

/** Loads the drafts that this page shows, and finds those that stay beside them. */
export async function loadAllDrafts(): Promise<void> {
  await loadDrafts();
  try {
    useOtherDraftStore.setState({ others: await call('drafts.listOthers') });
  } catch (error) {
    notifyFailure(failureOf(error, 'drafts.listOthers'));
  }
}

/** @returns the others of a node, beginning with the one that comes after the shown draft, so that each has its turn. */
export function othersOf(
  others: readonly OtherDraft[],
  path: string,
  shown: Draft | undefined,
): readonly OtherDraft[] {
  const own = others.filter((other) => other.path === path);
  const isOlder = ({ updatedAt }: OtherDraft) => shown !== undefined && updatedAt < shown.updatedAt;
  return [...own.filter(isOlder), ...own.filter((other) => !isOlder(other))];
}

/** Shows the next other draft of a node; the one that was shown is kept and takes its place among the others. */
export async function showOtherDraft(path: string): Promise<void> {
  const [next] = othersOf(useOtherDraftStore.getState().others, path, draftOf(path));
  if (!next) return;
  try {
    await exchangeDraft(path, next.copy);
  } catch (error) {
    notifyFailure({ ...failureOf(error, 'drafts.exchange'), path });
  }
  await loadAllDrafts();
}

/**
 * Shows a draft again that was dropped. What was typed for the node since, or is shown in its place, is kept beside it.
 * @returns why that could not be kept; what was shown stays then. Null when all is well
 */
export async function restoreDraft(draft: Draft): Promise<Failure | null> {
  const { path, text, base } = draft;
  const present = draftOf(path);
  if (!present || present.text === text) {
    keepDraft(path, text, base);
    return null;
  }
  await flushDrafts();
  const failure = useDraftStore.getState().failures.get(path);
  if (failure) return failure;
  const shown = draftOf(path);
  // What was typed just now goes ahead: calls arrive in the order in which they are sent.
  void flushDrafts();
  const baseId = crypto.randomUUID();
  const kept = call('drafts.keep', { path, text, base, baseId, isBeside: true });
  adoptDraft(path, draft);
  try {
    await kept;
  } catch (error) {
    adoptDraft(path, shown);
    return failureOf(error, 'drafts.keep');
  }
  await loadAllDrafts();
  return null;
}
