import i18next from 'i18next';
import type { Failure } from '../../../../shared/model/failure.ts';
import type { NodeValue } from '../../../../shared/model/node.ts';
import { call, failureOf } from '../../../bridge/client.ts';
import { closeDialog, openDialog } from '../../../stores/dialog-store.ts';
import type { Restoring } from './restoring.ts';
import { draftOf, keepDraft } from '../../../stores/draft-store.ts';
import { notify } from '../../../stores/notice-store.ts';
import { clearSaveFailure, saveData } from '../../../stores/save-store.ts';
import { textOf } from '../../../value/decode-value.ts';
import { baseOf } from '../edit-state.ts';
import { knownOf } from '../recreation.ts';

/** Why a version is not restored, and nothing was written. */
export type RestoreProblem =
  | { readonly kind: 'changed'; readonly base: NodeValue }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Writes a value over what the node was shown to hold, or creates the node again, and closes the dialog. A text that
 * meets another one becomes a draft in the dialog for conflicts, as a save does.
 * @returns why it is not done; null when the dialog has nothing more to ask.
 */
export async function restoreVersion(restoring: Restoring): Promise<RestoreProblem | null> {
  const { path, version, data, base } = restoring;
  if (!base) return createAgain(restoring);
  const outcome = await saveData(path, data, base);
  switch (outcome.kind) {
    case 'saved': {
      const now = outcome.stat.version;
      notify({ kind: 'info', text: i18next.t('history.restored', { path, version, now }) });
      closeDialog();
      return null;
    }
    case 'conflict':
      return decideConflict(path, data, base);
    case 'deleted':
      return { kind: 'deleted' };
    case 'failed':
      // The dialog shows it.
      clearSaveFailure(path);
      return { kind: 'failed', failure: outcome.failure };
    case 'none':
      return null;
  }
}

async function createAgain({ path, version, data }: Restoring): Promise<RestoreProblem | null> {
  try {
    const { acl } = knownOf(path);
    const way = { mode: 'persistent', ...(acl && { acl }), createParents: true } as const;
    await call('node.create', { path, data, ...way });
    notify({ kind: 'info', text: i18next.t('history.createdAgain', { path, version }) });
    closeDialog();
    return null;
  } catch (error) {
    const failure = failureOf(error, 'node.create');
    return failure.code === 'NODE_EXISTS' ? readAgain(path) : { kind: 'failed', failure };
  }
}

async function decideConflict(
  path: string,
  data: Uint8Array | null,
  base: NodeValue,
): Promise<RestoreProblem | null> {
  const text = data === null ? null : textOf(data);
  const draftBase = baseOf(base);
  // What is no text cannot be a draft: it is asked about here once more.
  if (text === null || !draftBase || draftOf(path)) return readAgain(path);
  keepDraft(path, text, draftBase);
  openDialog('conflict', { path });
  return null;
}

async function readAgain(path: string): Promise<RestoreProblem> {
  try {
    return { kind: 'changed', base: await call('node.read', { path }) };
  } catch (error) {
    const failure = failureOf(error, 'node.read');
    return failure.code === 'NO_NODE' ? { kind: 'deleted' } : { kind: 'failed', failure };
  }
}
