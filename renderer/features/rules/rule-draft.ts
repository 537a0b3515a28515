import type { ChangeKind, PathPattern } from '../../../shared/model/change.ts';
import { changeKinds } from '../../../shared/model/change.ts';
import {
  longestRuleName,
  longestRulePattern,
  type Rule,
  type RuleProblem,
  type ValueMatch,
} from '../../../shared/model/rule.ts';

/** A rule as it stands in the form. */
export interface RuleDraft {
  readonly id: string;
  readonly createdAt: number;
  readonly isOn: boolean;
  /** Empty: the pattern is its name. */
  readonly name: string;
  readonly pathKind: PathPattern['kind'];
  readonly path: string;
  readonly kinds: readonly ChangeKind[];
  readonly valueKind: ValueMatch['kind'] | 'any';
  readonly value: string;
  readonly hasSound: boolean;
}

/** What keeps a draft from being a rule; `detail` where the main process has refused a pattern. */
export interface DraftProblems {
  readonly name?: 'long';
  readonly path?: PatternProblem;
  readonly kinds?: 'needed';
  readonly value?: PatternProblem;
}

export type PatternProblem = 'needed' | 'long' | { readonly detail: string };

/** @param path the znode that it is for, if it is for one. */
export function newDraft(path?: string): RuleDraft {
  return {
    id: crypto.randomUUID(),
    createdAt: Date.now(),
    isOn: true,
    name: '',
    pathKind: 'glob',
    path: path === undefined ? '' : globOf(path),
    kinds: ['created', 'dataChanged', 'deleted'],
    valueKind: 'any',
    value: '',
    hasSound: false,
  };
}

export function draftOf(rule: Rule): RuleDraft {
  const { id, createdAt, isOn, path, kinds, value, hasSound } = rule;
  return {
    id,
    createdAt,
    isOn,
    name: rule.name === defaultName(path.pattern) ? '' : rule.name,
    pathKind: path.kind,
    path: path.pattern,
    kinds,
    valueKind: value?.kind ?? 'any',
    value: value?.pattern ?? '',
    hasSound,
  };
}

/** @returns the rule of a draft that `findProblems` finds nothing wrong with. */
export function ruleOf(draft: RuleDraft): Rule {
  const { id, createdAt, isOn, name, pathKind, path, kinds, valueKind, value, hasSound } = draft;
  return {
    id,
    name: name.trim() || defaultName(path),
    isOn,
    path: { kind: pathKind, pattern: path },
    kinds: changeKinds.filter((kind) => kinds.includes(kind)),
    ...(valueKind !== 'any' && { value: { kind: valueKind, pattern: value } }),
    hasSound,
    createdAt,
  };
}

/** @returns what can be found without asking the main process; no fields when nothing is wrong. */
export function findProblems(draft: RuleDraft): DraftProblems {
  const path = findPatternProblem(draft.path);
  const value = draft.valueKind === 'any' ? undefined : findPatternProblem(draft.value);
  return {
    ...(draft.name.trim().length > longestRuleName && { name: 'long' }),
    ...(path && { path }),
    ...(draft.kinds.length === 0 && { kinds: 'needed' }),
    ...(value && { value }),
  };
}

export function problemsOf({ field, detail }: RuleProblem): DraftProblems {
  return { [field]: { detail } };
}

function findPatternProblem(pattern: string): PatternProblem | undefined {
  if (pattern === '') return 'needed';
  return pattern.length > longestRulePattern ? 'long' : undefined;
}

function defaultName(pattern: string): string {
  return pattern.slice(0, longestRuleName);
}

/** @returns the glob for exactly this path. */
function globOf(path: string): string {
  return path.replace(/[*?{}\\]/g, '\\$&');
}
