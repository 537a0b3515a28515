import { create } from 'zustand';
import type { Failure } from '../../shared/model/failure.ts';
import type { Draft, NodeValue, WriteBase } from '../../shared/model/node.ts';
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
  /** The node is no longer at the version the text was typed over, or nobody knows what that held. */
  | { readonly kind: 'conflict' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** There is nothing to save, or a save of this node is under way. */
  | { readonly kind: 'none' };

export const useSaveStore = create<SaveState>(() => ({
  saving: new Set(),
  failures: new Map(),
  saved: new Map(),
}));

/** Lets go of what was saved in a session that has ended: it cannot be compared with what another one reads. */
export function forgetSavedValues(): void {
  useSaveStore.setState({ saved: new Map() });
}

/**
 * Saves the draft of a node over the value it was typed over, or over `seen` when the user has decided to replace
 * that one. The draft goes only when the server has confirmed exactly its text.
 */
export async function saveDraft(path: string, seen?: NodeValue): Promise<SaveOutcome> {
  const draft = draftOf(path);
  if (!draft) return { kind: 'none' };
  if (!seen && draft.base.isUnknown) return { kind: 'conflict' };
  const { text } = draft;
  const base = seen ? baseOfValue(seen) : baseOfDraft(draft);
  return write(path, encodeText(text), base, (value) => settleTyped(path, text, value));
}

/** Saves a text, of a draft or not, over a value that was read. */
export async function saveText(path: string, text: string, seen: NodeValue): Promise<SaveOutcome> {
  const settle = (value: NodeValue) => settleTyped(path, text, value);
  return write(path, encodeText(text), baseOfValue(seen), settle);
}

/** Saves bytes, or no data at all, over a value that was read. A draft of the node stays as it is. */
export async function saveData(
  path: string,
  data: Uint8Array | null,
  seen: NodeValue,
): Promise<SaveOutcome> {
  return write(path, data, baseOfValue(seen));
}

function baseOfValue({ data, stat }: NodeValue): WriteBase {
  const { version, mzxid, czxid } = stat;
  return { version, mzxid, czxid, data };
}

/** What a text was typed over is kept as text, which is those very bytes. */
function baseOfDraft({ base }: Draft): WriteBase {
  const { version, mzxid, czxid, text } = base;
  return { version, mzxid, ...(czxid !== undefined && { czxid }), data: encodeText(text) };
}

async function write(
  path: string,
  data: Uint8Array | null,
  base: WriteBase,
  onSaved?: (value: NodeValue) => void,
): Promise<SaveOutcome> {
  if (useSaveStore.getState().saving.has(path)) return { kind: 'none' };
  clearSaveFailure(path);
  setSaving(path, true);
  try {
    const stat = await call('node.save', { path, data, base });
    confirm(path, { data, stat });
    onSaved?.({ data, stat });
    return { kind: 'saved', stat };
  } catch (error) {
    const failure = failureOf(error, 'node.save');
    if (failure.code === 'BAD_VERSION') return { kind: 'conflict' };
    if (failure.code === 'NO_NODE') return { kind: 'deleted' };
    return fail(path, { ...failure, path: failure.path ?? path });
  } finally {
    setSaving(path, false);
  }
}

export function clearSaveFailure(path: string): void {
  const { failures } = useSaveStore.getState();
  if (!failures.has(path)) return;
  const rest = new Map(failures);
  rest.delete(path);
  useSaveStore.setState({ failures: rest });
}

/** It is known by now that a save whose answer was lost did not arrive. @returns whether its failure says why. */
export function settleUncertainSave(path: string): boolean {
  const { failures } = useSaveStore.getState();
  const failure = failures.get(path);
  if (failure?.code !== 'TOO_LARGE') {
    clearSaveFailure(path);
    return false;
  }
  useSaveStore.setState({
    failures: new Map(failures).set(path, { ...failure, maybeDone: false }),
  });
  return true;
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
    const { version, mzxid, czxid } = value.stat;
    keepDraft(path, now.text, { text, version, mzxid, czxid });
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
