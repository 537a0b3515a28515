import type { ChangeDetail, ChangeValue } from '../../../shared/model/change.ts';
import {
  searchedValueLength,
  type Rule,
  type RuleProblem,
  type ValueMatch,
} from '../../../shared/model/rule.ts';
import { compilePathPattern, compileRegex } from '../changes/path-pattern.ts';

/** `unknown`: only the value decides, and it is not known. */
export type Verdict = 'yes' | 'no' | 'unknown';

/** A rule that is ready to judge changes. */
export interface CompiledRule {
  readonly rule: Rule;
  fitsPath(path: string): boolean;
  /** Judges everything but the path. */
  judge(detail: ChangeDetail): Verdict;
}

export type RuleCompilation =
  | { readonly ok: true; readonly compiled: CompiledRule }
  | { readonly ok: false; readonly problem: RuleProblem };

/** @returns the rule made ready, or what is wrong with one of its patterns. */
export function compileRule(rule: Rule): RuleCompilation {
  const path = compilePathPattern(rule.path);
  if (!path.ok) return { ok: false, problem: { field: 'path', detail: path.detail } };
  const value = rule.value ? compileValueMatch(rule.value) : null;
  if (value?.ok === false) return { ok: false, problem: { field: 'value', detail: value.detail } };
  const fitsValue = value?.matches;
  const judge = ({ change, after }: ChangeDetail): Verdict => {
    if (!rule.kinds.some((kind) => kind === change.kind)) return 'no';
    if (!fitsValue) return 'yes';
    return hasValueAfter(change) ? judgeValue(after, fitsValue) : 'no';
  };
  return { ok: true, compiled: { rule, fitsPath: path.matches, judge } };
}

/** @returns whether a change of this kind brings a value with it. */
function hasValueAfter({ kind }: Pick<ChangeDetail['change'], 'kind'>): boolean {
  return kind === 'created' || kind === 'dataChanged';
}

function compileValueMatch({ kind, pattern }: ValueMatch): ReturnType<typeof compileRegex> {
  if (kind === 'regex') return compileRegex(pattern);
  const text = pattern.toLowerCase();
  return { ok: true, matches: (value) => value.toLowerCase().includes(text) };
}

function judgeValue(value: ChangeValue, fits: (text: string) => boolean): Verdict {
  if (value.kind === 'unknown') return 'unknown';
  return value.kind === 'value' && fits(searchedText(value.data)) ? 'yes' : 'no';
}

function searchedText(data: Uint8Array | null): string {
  if (data === null) return '';
  const { buffer, byteOffset, byteLength } = data;
  // No character takes more than four bytes, so that this is enough of them.
  const length = Math.min(byteLength, 4 * searchedValueLength);
  const text = Buffer.from(buffer, byteOffset, length).toString('utf8');
  return text.slice(0, searchedValueLength);
}
