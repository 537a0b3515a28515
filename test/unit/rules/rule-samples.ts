import type { Change, ChangeDetail } from '../../../shared/model/change.ts';
import type { Rule } from '../../../shared/model/rule.ts';

export function ruleOf(patch: Partial<Rule> = {}): Rule {
  return {
    id: 'rule',
    name: 'Config',
    isOn: true,
    path: { kind: 'glob', pattern: '/config/**' },
    kinds: ['created', 'dataChanged', 'deleted'],
    hasSound: false,
    createdAt: 1,
    ...patch,
  };
}

export function changeOf(patch: Partial<Change> = {}): Change {
  return { id: 1, seenAt: 0, kind: 'dataChanged', path: '/config/a', count: 1, ...patch };
}

/** @param after the value as text; without it the value is not known. */
export function detailOf(patch: Partial<Change> = {}, after?: string | null): ChangeDetail {
  const data = typeof after === 'string' ? new TextEncoder().encode(after) : null;
  return {
    change: changeOf(patch),
    before: { kind: 'unknown' },
    after: after === undefined ? { kind: 'unknown' } : { kind: 'value', data, version: 1 },
  };
}
