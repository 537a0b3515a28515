import { create } from 'zustand';
import { openDialog, useDialogStore } from '../../stores/dialog-store.ts';
import { draftOf } from '../../stores/draft-store.ts';
import { getActiveEditor } from '../../monaco/index.ts';
import { checkBeforeSave } from '../../value/syntax/index.ts';
import { languageOf } from '../../stores/language-choice.ts';

/** What a draft is to be written for. */
export type WritePurpose = 'save' | 'createAgain';

interface SaveGuard {
  /** Of the draft that was refused because of the conflict markers in it, until it is typed in. */
  readonly refusedPath: string | null;
}

export const useSaveGuard = create<SaveGuard>()(() => ({ refusedPath: null }));

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
      useSaveGuard.setState({ refusedPath: path });
      getActiveEditor()?.showLine(problem.line);
    } else if (useDialogStore.getState().dialog === null) {
      openDialog('saveAnyway', { path, purpose, problem });
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
  if (useSaveGuard.getState().refusedPath === path) useSaveGuard.setState({ refusedPath: null });
}
