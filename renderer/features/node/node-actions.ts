import i18next from 'i18next';
import type { Draft, NodeValue } from '../../../shared/model/node.ts';
import { fromEditorText } from '../../../shared/value/line-endings.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { openDialog, useDialogStore } from '../../stores/dialog-store.ts';
import {
  discardDraft,
  draftOf,
  keepDraft,
  keepTyped,
  useDraftStore,
} from '../../stores/draft-store.ts';
import { restoreDraft } from '../../stores/other-drafts.ts';
import { isLackOfConnection, notify, notifyFailure } from '../../stores/notice-store.ts';
import {
  clearSaveFailure,
  saveDraft,
  saveText,
  settleUncertainSave,
  useSaveStore,
} from '../../stores/save-store.ts';
import { encodeText, textOf } from '../../value/decode-value.ts';
import { baseOf, standingOf } from './edit-state.ts';
import { readShownNode } from './node-store.ts';
import { isPlain, knownOf, type Recreation } from './recreation.ts';
import { clearRefusal, mayWrite } from './save-guard.ts';

/**
 * Takes note that the user typed: there is a draft, or none when the text is what was read.
 * @param readEditor gives what the editor holds; not called at every key, because the text may be long.
 */
export function typeText(path: string, readEditor: () => string, value: NodeValue | null): void {
  const base = useDraftStore.getState().drafts.get(path)?.base ?? (value && baseOf(value));
  if (!base) return;
  clearSaveFailure(path);
  clearRefusal(path);
  keepTyped(path, () => fromEditorText(base.text, readEditor()), base);
}

/** Brings a draft in line with a newly read value where that takes no decision. */
export function settleDraft(path: string, value: NodeValue): void {
  const draft = draftOf(path);
  if (!draft) return;
  const standing = standingOf(draft, value);
  if (standing === 'settled') {
    discardDraft(path);
    clearSaveFailure(path);
  } else if (standing === 'rebase') {
    const base = baseOf(value);
    if (base) keepDraft(path, draft.text, base);
  }
}

/**
 * Saves the draft, unless something in it makes that doubtful; a conflict opens the dialog for it, everything else is
 * said beside the text.
 */
export async function save(path: string): Promise<void> {
  if (draftOf(path)?.isOfOtherDataSet) {
    showConflict(path);
    return;
  }
  // What is against a newer value is decided in the dialog, which looks it through before it is written.
  if (!hasDiverged(path) && !(await mayWrite(path, 'save'))) return;
  const outcome = await saveDraft(path);
  if (outcome.kind === 'saved') {
    const { version } = outcome.stat;
    notify({ kind: 'info', text: i18next.t('node.saved', { path, version }) });
  } else if (outcome.kind === 'conflict') {
    showConflict(path);
  } else if (outcome.kind === 'deleted') {
    // The panel says so as soon as the snapshot has arrived; it may be waiting for a watch.
    call('tree.refresh').catch((error: unknown) => {
      notifyFailure(failureOf(error, 'tree.refresh'));
    });
  }
}

function hasDiverged(path: string): boolean {
  const [draft, node] = [draftOf(path), readShownNode(path)];
  return (
    draft !== undefined && node.kind === 'present' && standingOf(draft, node.value) === 'diverged'
  );
}

/** Opens the dialog for a conflict, but never in place of one that is being filled in. */
function showConflict(path: string): void {
  if (useDialogStore.getState().dialog === null) return openDialog('conflict', { path });
  notify({
    kind: 'error',
    text: i18next.t(waitsKeyOf(draftOf(path)), { path }),
    action: {
      label: i18next.t('node.decide'),
      command: { id: 'conflict.show', argument: { path } },
    },
  });
}

/** @returns the text that says of a conflict no more than is known of it. */
function waitsKeyOf(draft: Draft | undefined) {
  if (draft?.base.isUnknown) return 'node.conflictWaitsUnknown';
  return draft?.isOfOtherDataSet ? 'node.conflictWaitsOther' : 'node.conflictWaits';
}

/** Gives a node without data an empty value, which is not the same. */
export async function storeEmptyValue(path: string, value: NodeValue): Promise<void> {
  const outcome = await saveText(path, '', value);
  if (outcome.kind === 'conflict') notifyChanged(path);
}

function notifyChanged(path: string): void {
  notifyFailure({ code: 'BAD_VERSION', operation: 'node.save', path, retryable: true });
}

/** Drops the draft, with a way back. `textKey` says what happened. */
export function dropDraft(path: string, textKey: 'node.reverted' | 'node.discarded'): void {
  const draft = discardDraft(path);
  clearSaveFailure(path);
  if (!draft) return;
  notify({
    kind: 'info',
    text: i18next.t(textKey, { path }),
    action: {
      label: i18next.t('node.undo'),
      command: { id: 'draft.restore', argument: draft },
    },
  });
}

/** Shows a draft that was dropped once more; where that fails, the way back stays. */
export async function undoDrop(draft: Draft): Promise<void> {
  const failure = await restoreDraft(draft);
  if (!failure) return;
  notify({
    kind: 'error',
    text: describeFailure(failure, i18next.t),
    action: {
      label: i18next.t('node.undo'),
      command: { id: 'draft.restore', argument: draft },
    },
  });
}

/**
 * Creates a deleted node once more as it was, with the text of its draft; asks where that is not known, or where
 * parents are missing, of which it is not known either.
 */
export async function createAgain(path: string): Promise<void> {
  if (!(await mayWrite(path, 'createAgain'))) return;
  const before = knownOf(path);
  if (!isPlain(before)) {
    openDialog('recreate', { path });
    return;
  }
  try {
    await recreate(path, { mode: 'persistent', acl: before.acl, createParents: false });
  } catch (error) {
    const failure = failureOf(error, 'node.create');
    if (failure.code === 'NO_NODE') openDialog('recreate', { path });
    else notifyFailure(failure);
  }
}

/** Creates a deleted node in this way, with the text of its draft. @throws as the call */
export async function recreate(path: string, way: Recreation): Promise<void> {
  const draft = draftOf(path);
  if (!draft) return;
  await call('node.create', { path, data: encodeText(draft.text), ...way });
  if (draftOf(path)?.text === draft.text) discardDraft(path);
  clearSaveFailure(path);
  notify({ kind: 'info', text: i18next.t('node.createdAgain', { path }) });
}

/**
 * After a connection was lost during a save, nobody knows whether it took effect until the node is read again. Call
 * it once connected; it reports every such save.
 */
export async function compareUncertainSaves(): Promise<void> {
  const { failures } = useSaveStore.getState();
  for (const [path, failure] of failures) {
    if (!failure.maybeDone) continue;
    const draft = draftOf(path);
    if (!draft) continue;
    try {
      const value = await call('node.read', { path });
      const hasArrived = textOf(value.data) === draft.text;
      if (hasArrived) {
        clearSaveFailure(path);
        settleDraft(path, value);
      } else if (settleUncertainSave(path)) {
        continue;
      }
      const textKey = hasArrived ? 'node.uncertainSaved' : 'node.uncertainNotSaved';
      notify({ kind: 'info', text: i18next.t(textKey, { path }) });
    } catch (error) {
      const failure = failureOf(error, 'node.read');
      // The sentence beside the text stays, which says so; the next connection compares again.
      if (isLackOfConnection(failure)) continue;
      const reason = describeFailure(failure, i18next.t);
      notify({ kind: 'error', text: i18next.t('node.uncertainStill', { path, reason }) });
    }
  }
}
