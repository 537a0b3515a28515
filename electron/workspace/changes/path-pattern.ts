import { RE2JS, RE2JSException } from 're2js';
import type { PathPattern } from '../../../shared/model/change.ts';
import { regexOfGlob } from './glob.ts';

export type CompiledPattern =
  | { readonly ok: true; readonly matches: (path: string) => boolean }
  /** What is wrong with it, in technical English. */
  | { readonly ok: false; readonly detail: string };

/**
 * @returns what says whether a path fits a pattern, by the rules of `pathPatternKinds`. RE2 answers in a time that
 * grows with the path alone: with the engine's own expressions a pattern such as `(a+)+$` could halt the process.
 */
export function compilePathPattern({ kind, pattern }: PathPattern): CompiledPattern {
  if (kind === 'text') {
    const text = pattern.toLowerCase();
    return { ok: true, matches: (path) => path.toLowerCase().includes(text) };
  }
  if (kind === 'regex') return compileRegex(pattern);
  const translated = regexOfGlob(pattern);
  return translated.ok ? compileRegex(translated.regex) : translated;
}

/** What one character of the text costs grows with the number of steps, which a short `.{0,900}` can make large. */
const mostSteps = 500;

/** @returns as `compilePathPattern`; a `regex` fits anywhere in a text of any kind. */
export function compileRegex(source: string): CompiledPattern {
  try {
    const regex = RE2JS.compile(source);
    if (regex.programSize() > mostSteps)
      return { ok: false, detail: 'the expression is too large' };
    return { ok: true, matches: (text) => regex.test(text) };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { ok: false, detail: error.message.replace(/^error parsing regexp: /, '') };
  }
}
