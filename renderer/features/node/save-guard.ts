import i18next from 'i18next';
import { create } from 'zustand';
import { openDialog, useDialogStore } from '../../stores/dialog-store.ts';
import { draftOf } from '../../stores/draft-store.ts';
import { getActiveEditor } from '../../monaco/index.ts';
import { notify } from '../../stores/notice-store.ts';
import { checkBeforeSave, type SyntaxProblem } from '../../value/syntax/index.ts';
import { languageOf } from '../../stores/language-choice.ts';

/** What a draft is to be written for. */
export type WritePurpose = 'save' | 'createAgain';

interface SaveGuard {
  /** The text that was refused because of the conflict markers in it, until the draft is typed in. */
  readonly refused: { readonly path: string; readonly text: string } | null;
}

export const useSaveGuard = create<SaveGuard>()(() => ({ refused: null }));

/** The text that the user wants to have saved although something is wrong with it. */
let accepted: { readonly path: string; readonly text: string } | null = null;

/**
 * Looks a draft through before it is written. What is wrong is said or asked; the caret goes where it is.
 * @returns whether it may be written now
 */
export async function mayWrite(path: string, purpose: WritePurpose): Promise<boolean> {
  for (;;) {
    const draft = draftOf(path);
    if (!draft || (accepted?.path === path && accepted.text === draft.text)) return true;
    const { text, base } = draft;
    const problem = await checkBeforeSave({ text, before: base.text, language: languageOf(draft) });
    // Typed on meanwhile: that is what would be written.
    if (draftOf(path)?.text !== text) continue;
    if (!problem) return true;
    if (problem.kind === 'markers') {
      useSaveGuard.setState({ refused: { path, text } });
      getActiveEditor()?.showLine(problem.line);
    } else if (useDialogStore.getState().dialog === null) {
      openDialog('saveAnyway', { path, purpose, problem });
    } else {
      notifyOfProblem(path, purpose, problem);
    }
    return false;
  }
}

/** The user wants the draft to be written as it is. */
export function acceptText(path: string): void {
  const draft = draftOf(path);
  accepted = draft ? { path, text: draft.text } : null;
}

/** Takes note that the draft is typed in: what was said of it may hold no more. */
export function clearRefusal(path: string): void {
  if (useSaveGuard.getState().refused?.path === path) useSaveGuard.setState({ refused: null });
}

/** Another dialog is being filled in, so that nothing can be asked now. */
function notifyOfProblem(path: string, purpose: WritePurpose, problem: SyntaxProblem): void {
  const language = i18next.t(`node.languages.${problem.language}`);
  notify({
    kind: 'error',
    text: i18next.t('node.notSavedNotValid', { path, language }),
    action: {
      label: i18next.t('node.saveAgain'),
      command: { id: 'draft.write', argument: { path, purpose } },
    },
  });
}
