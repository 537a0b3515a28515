import i18next from 'i18next';
import type { Draft, NodeValue } from '../../../shared/model/node.ts';
import { mergeTexts } from '../../../shared/value/three-way-merge.ts';
import { formatCount } from '../../i18n/format.ts';
import { discardDraft, keepDraft } from '../../stores/draft-store.ts';
import { notify } from '../../stores/notice-store.ts';
import { clearSaveFailure, saveDraft, type SaveOutcome } from '../../stores/save-store.ts';

/** Saves mine over exactly the version that the user has seen. */
export async function overwrite(draft: Draft, theirs: NodeValue): Promise<SaveOutcome> {
  const outcome = await saveDraft(draft.path, theirs);
  if (outcome.kind === 'saved') {
    const { version } = theirs.stat;
    notify({
      kind: 'info',
      text: i18next.t('conflict.overwritten', { path: draft.path, version }),
    });
  }
  return outcome;
}

/** Drops mine, with a way back. */
export function keepTheirs(draft: Draft): void {
  const { path } = draft;
  discardDraft(path);
  clearSaveFailure(path);
  notify({
    kind: 'info',
    text: i18next.t('conflict.keptTheirs', { path }),
    action: {
      label: i18next.t('conflict.undo'),
      command: { id: 'draft.restore', argument: draft },
    },
  });
}

/** Puts both changes into the editor, typed over theirs. Nothing is saved. */
export function merge(draft: Draft, theirs: NodeValue, theirText: string): void {
  const { path } = draft;
  const { version, mzxid, czxid } = theirs.stat;
  const merged = mergeTexts({
    base: draft.base.text,
    mine: draft.text,
    theirs: theirText,
    labels: {
      mine: i18next.t('conflict.labelMine'),
      theirs: i18next.t('conflict.labelTheirs', { version }),
    },
  });
  clearSaveFailure(path);
  if (merged.text === theirText) {
    discardDraft(path);
    notify({ kind: 'info', text: i18next.t('conflict.nothingLeft') });
    return;
  }
  keepDraft(path, merged.text, { text: theirText, version, mzxid, czxid });
  const count = merged.conflictCount;
  const formatted = formatCount(count, i18next.language);
  notify({
    kind: 'info',
    text:
      count === 0
        ? i18next.t('conflict.merged', { path })
        : i18next.t('conflict.mergedWithConflicts', { path, count, formatted }),
  });
}
