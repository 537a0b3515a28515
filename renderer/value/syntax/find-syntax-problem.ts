import { visit } from 'jsonc-parser';
import type { TextLanguage } from '../../../shared/value/detect-language.ts';

/** The forms whose mistakes can be found: everything is a text, and nearly everything a list of properties. */
const checkedLanguages = ['json', 'xml', 'yaml'] as const satisfies readonly TextLanguage[];

export type CheckedLanguage = (typeof checkedLanguages)[number];

export interface SyntaxProblem {
  readonly language: CheckedLanguage;
  /** Of the first mistake, counted from 1; null where it is not known. */
  readonly line: number | null;
}

/** Finding the mistakes of YAML takes about two milliseconds a kilobyte: longer texts are not looked through. */
const longestYaml = 100_000;

/** @returns whether mistakes of this form can be found. */
export function isChecked(language: TextLanguage): language is CheckedLanguage {
  return checkedLanguages.some((checked) => checked === language);
}

/**
 * Looks for the first mistake in a text.
 * @param text with line feeds only, and without a byte order mark
 * @returns null when the text is what it is taken for, or too long to be looked through
 */
export async function findSyntaxProblem(
  text: string,
  language: CheckedLanguage,
): Promise<SyntaxProblem | null> {
  switch (language) {
    case 'json':
      return findInJson(text);
    case 'xml':
      return findInXml(text);
    case 'yaml':
      if (text.length > longestYaml) return null;
      return (await import('./yaml-problem.ts')).findInYaml(text);
  }
}

function findInJson(text: string): SyntaxProblem | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return { language: 'json', line: lineOfJsonProblem(text) };
  }
}

function lineOfJsonProblem(text: string): number | null {
  let line: number | null = null;
  try {
    visit(
      text,
      {
        onError: (_error, _offset, _length, startLine) => {
          line ??= startLine + 1;
        },
      },
      { disallowComments: true },
    );
  } catch (error) {
    // It is nested deeper than the parser follows.
    if (!(error instanceof RangeError)) throw error;
  }
  return line;
}

function findInXml(text: string): SyntaxProblem | null {
  const parsed = new DOMParser().parseFromString(text, 'application/xml');
  const problem = parsed.querySelector('parsererror');
  if (!problem) return null;
  const [, line] = /\bline (\d+)/.exec(problem.textContent) ?? [];
  return { language: 'xml', line: line === undefined ? null : Number(line) };
}
