import { create } from 'zustand';
import type { Draft } from '../../shared/model/node.ts';
import { detectLanguage, type TextLanguage } from '../../shared/value/detect-language.ts';

interface LanguageChoice {
  /** As which the user wants the text of the open node to be shown; null for what it is recognised as. */
  readonly chosen: { readonly path: string; readonly language: TextLanguage } | null;
}

export const useLanguageChoice = create<LanguageChoice>()(() => ({ chosen: null }));

export function chooseLanguage(chosen: LanguageChoice['chosen']): void {
  useLanguageChoice.setState({ chosen });
}

/** @returns as which the text of a draft is shown: by what it was typed over, unless the user says otherwise. */
export function languageOf({ path, text, base }: Draft): TextLanguage {
  const { chosen } = useLanguageChoice.getState();
  if (chosen?.path === path) return chosen.language;
  return detectLanguage(base.isUnknown || base.text === '' ? text : base.text);
}
