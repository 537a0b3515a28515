import type { TextLanguage } from '../../../shared/value/detect-language.ts';
import { toEditorText } from '../../../shared/value/line-endings.ts';
import { findConflictMarkers } from '../../../shared/value/three-way-merge.ts';
import { findSyntaxProblem, isChecked, type SyntaxProblem } from './find-syntax-problem.ts';

/** Why a text is not simply saved. */
export type TextProblem =
  /** What is left of a merge: never saved. The first conflict begins in this line, counted from 1. */
  | { readonly kind: 'markers'; readonly line: number }
  /** The value was valid before and would not be any more: saved when the user says so. */
  | ({ readonly kind: 'syntax' } & SyntaxProblem);

export interface CheckedText {
  /** The text that is to be saved, as it will be stored. */
  readonly text: string;
  /** What it was typed over. */
  readonly before: string;
  /** As which it is shown. */
  readonly language: TextLanguage;
}

/**
 * Looks for what somebody surely does not want to save. A value that had the mistake before it was typed in is no
 * surprise to anybody, so nothing is said of it.
 */
export async function checkBeforeSave({
  text: stored,
  before: storedBefore,
  language,
}: CheckedText): Promise<TextProblem | null> {
  const [text, before] = [toEditorText(stored), toEditorText(storedBefore)];
  const line = findNewMarkers(text, before);
  if (line !== null) return { kind: 'markers', line };
  // Nothing is of no form.
  if (!isChecked(language) || before.trim() === '') return null;
  try {
    const problem = await findSyntaxProblem(text, language);
    if (!problem || (await findSyntaxProblem(before, language))) return null;
    return { kind: 'syntax', ...problem };
  } catch (error) {
    // A parser that fails must not be why somebody cannot save.
    console.error(error);
    return null;
  }
}

/**
 * Finds conflict markers that were not in the text before.
 * @param text with line feeds only, as `before`
 * @returns the line in which they begin; null where there are none, or were some before
 */
export function findNewMarkers(text: string, before: string): number | null {
  const line = findConflictMarkers(text);
  return line === null || findConflictMarkers(before) !== null ? null : line;
}
