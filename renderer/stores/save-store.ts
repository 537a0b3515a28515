import { create } from 'zustand';
import type { Failure } from '../../shared/model/failure.ts';
import type { NodeValue } from '../../shared/model/node.ts';
import { serverRequestLimitBytes } from '../../shared/model/node.ts';
import type { Stat } from '../../shared/model/stat.ts';
import { call, failureOf } from '../bridge/client.ts';
import { encodeText } from '../value/decode-value.ts';
import { discardDraft, draftOf, keepDraft } from './draft-store.ts';

/** Saving under way and how the last save of each node ended. */
export interface SaveState {
  readonly saving: ReadonlySet<string>;
  /** Why the last save of a path failed, until it is saved, edited or discarded. */
  readonly failures: ReadonlyMap<string, Failure>;
  /** What the server confirmed, by path: it may be newer than the last snapshot of the node. */
  readonly saved: ReadonlyMap<string, NodeValue>;
}

export type SaveOutcome =
  | { readonly kind: 'saved'; readonly stat: Stat }
  /** The node is no longer at the version the text was typed over. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** There is nothing to save, a save of this node is under way, or the window has left its connection. */
  | { readonly kind: 'none' };

const nothing: SaveState = { saving: new Set(), failures: new Map(), saved: new Map() };

export const useSaveStore = create<SaveState>(() => nothing);

/** Ends with the connection; what a save of an earlier one brings is dropped. */
let era = {};

/** Lets go of how saves ended, when the window leaves the connection they were made over. */
export function forgetSaves(): void {
  era = {};
  useSaveStore.setState(nothing);
}

/** The state of a node that a text is saved over. */
export type SaveBase = Pick<Stat, 'version' | 'mzxid'>;

/**
 * Saves the draft of a node over the value it was typed over, or over `base` when the user has decided to replace
 * that one. The draft goes only when the server has confirmed exactly its text.
 */
export async function saveDraft(path: string, base?: SaveBase): Promise<SaveOutcome> {
  const draft = draftOf(path);
  if (!draft) return { kind: 'none' };
  return saveText(path, draft.text, base ?? draft.base);
}

/** Saves a text, of a draft or not, over the value that `base` tells of. */
export async function saveText(path: string, text: string, base: SaveBase): Promise<SaveOutcome> {
  return write(path, encodeText(text), base, (value) => settleTyped(path, text, value));
}

/** Saves bytes, or no data at all, over the value that `base` tells of. A draft of the node stays as it is. */
export async function saveData(
  path: string,
  data: Uint8Array | null,
  base: SaveBase,
): Promise<SaveOutcome> {
  return write(path, data, base);
}

async function write(
  path: string,
  data: Uint8Array | null,
  base: SaveBase,
  onSaved?: (value: NodeValue) => void,
): Promise<SaveOutcome> {
  if (useSaveStore.getState().saving.has(path)) return { kind: 'none' };
  const tooLarge = findSizeProblem(path, data);
  if (tooLarge) return fail(path, tooLarge);

  clearSaveFailure(path);
  setSaving(path, true);
  const begun = era;
  try {
    if (await wasWrittenSince(path, base)) return { kind: 'conflict' };
    const stat = await call('node.save', { path, data, version: base.version });
    if (begun !== era) return { kind: 'none' };
    confirm(path, { data, stat });
    onSaved?.({ data, stat });
    return { kind: 'saved', stat };
  } catch (error) {
    if (begun !== era) return { kind: 'none' };
    const failure = failureOf(error, 'node.save');
    if (failure.code === 'BAD_VERSION') return { kind: 'conflict' };
    if (failure.code === 'NO_NODE') return { kind: 'deleted' };
    return fail(path, { ...failure, path: failure.path ?? path });
  } finally {
    if (begun === era) setSaving(path, false);
  }
}

/**
 * The server compares versions only, and a node deleted and created again begins at version 0 once more. Reading it
 * first tells the two apart, by the transaction that wrote the data.
 */
async function wasWrittenSince(path: string, base: SaveBase): Promise<boolean> {
  try {
    const { stat } = await call('node.read', { path });
    return stat.mzxid !== base.mzxid;
  } catch (error) {
    // An ACL may allow writing without reading; the version still protects the write.
    if (failureOf(error, 'node.read').code === 'NO_AUTH') return false;
    throw error;
  }
}

export function clearSaveFailure(path: string): void {
  const { failures } = useSaveStore.getState();
  if (!failures.has(path)) return;
  const rest = new Map(failures);
  rest.delete(path);
  useSaveStore.setState({ failures: rest });
}

/** @returns the bytes a request to set this data takes, as the server counts them (without a chroot's). */
export function requestBytes(path: string, data: Uint8Array | null): number {
  // Header (xid, type), the path and the data each with its length, the version.
  return 8 + 4 + encodeText(path).length + 4 + (data?.length ?? 0) + 4;
}

/** @returns the failure a save would end in because of its size, before anything is sent. */
function findSizeProblem(path: string, data: Uint8Array | null): Failure | null {
  const size = requestBytes(path, data);
  if (size <= serverRequestLimitBytes) return null;
  return {
    code: 'TOO_LARGE',
    operation: 'setData',
    path,
    retryable: false,
    detail: `${size} > ${serverRequestLimitBytes}`,
  };
}

function confirm(path: string, value: NodeValue): void {
  const { saved } = useSaveStore.getState();
  useSaveStore.setState({ saved: new Map(saved).set(path, value) });
}

/** Lets go of the draft whose text has been saved. */
function settleTyped(path: string, text: string, value: NodeValue): void {
  const now = draftOf(path);
  if (!now) return;
  if (now.text === text) {
    discardDraft(path);
  } else {
    // Typed on while the save was under way: what was saved is what the rest is typed over.
    keepDraft(path, now.text, { text, version: value.stat.version, mzxid: value.stat.mzxid });
  }
}

function fail(path: string, failure: Failure): SaveOutcome {
  const { failures } = useSaveStore.getState();
  useSaveStore.setState({ failures: new Map(failures).set(path, failure) });
  return { kind: 'failed', failure };
}

function setSaving(path: string, isSaving: boolean): void {
  const saving = new Set(useSaveStore.getState().saving);
  if (isSaving) saving.add(path);
  else saving.delete(path);
  useSaveStore.setState({ saving });
}
