import {
  entryKinds,
  type ChangesQuery,
  type ChangeValue,
  type EntryKind,
  type QueryProblem,
} from '../../../shared/model/change.ts';
import type { ChangeRows } from './change-rows.ts';
import { PathNumbers } from './path-numbers.ts';
import { compilePathPattern } from './path-pattern.ts';

/** What of a query decides whether one change passes. */
export interface ChangeCondition {
  /** Whether what passes may be another one when values are learnt or let go. */
  readonly looksAtValues: boolean;
  passes(id: number): boolean;
}

export type CompiledQuery =
  | { readonly ok: true; readonly condition: ChangeCondition }
  | { readonly ok: false; readonly problem: QueryProblem };

/** @returns a text that is the same for queries with the same conditions; empty for none. */
export function conditionKey({ path, node, kinds, value, from, to }: ChangesQuery): string {
  const conditions = [
    path && path.pattern !== '' ? [path.kind, path.pattern] : null,
    node ?? null,
    kinds ? entryKinds.filter((kind) => kinds.includes(kind)) : null,
    value?.toLowerCase() ?? '',
    from ?? null,
    to ?? null,
  ];
  const isNothing = conditions.every((each) => each === null || each === '');
  return isNothing ? '' : JSON.stringify(conditions);
}

/** @param rows those that the condition will be asked about. */
export function compileQuery(query: ChangesQuery, rows: ChangeRows): CompiledQuery {
  const { path, node, value, from = -Infinity, to = Infinity } = query;
  const text = value?.toLowerCase() ?? '';
  const tests: ((path: string) => boolean)[] = [];
  if (node !== undefined) tests.push((each) => each === node);
  if (path && path.pattern !== '') {
    const compiled = compilePathPattern(path);
    if (!compiled.ok) return { ok: false, problem: { field: 'path', detail: compiled.detail } };
    tests.push(compiled.matches);
  }
  const fits = (each: string) => tests.every((test) => test(each));
  const kinds = kindsThatPass(query.kinds ?? entryKinds, tests.length > 0 || text !== '');
  // There are far fewer paths than changes.
  const verdicts = new PathNumbers(rows.paths);
  const fitsPath = (index: number) => {
    const known = verdicts.get(index);
    if (known !== undefined) return known === 1;
    const verdict = fits(rows.paths.at(index));
    verdicts.set(index, verdict ? 1 : 0);
    return verdict;
  };
  const passes = (id: number) => {
    if (!kinds[rows.kindIndexOf(id)]) return false;
    const seenAt = rows.seenAtOf(id);
    if (seenAt < from || seenAt > to) return false;
    if (tests.length > 0 && !fitsPath(rows.pathIndexOf(id))) return false;
    if (text === '') return true;
    const { before, after } = rows.valuesOf(id);
    return holdsText(before, text) || holdsText(after, text);
  };
  return { ok: true, condition: { looksAtValues: text !== '', passes } };
}

/** By their places in `entryKinds`. */
function kindsThatPass(kinds: readonly EntryKind[], onlyOfNodes: boolean): readonly boolean[] {
  return entryKinds.map(
    (kind) => kinds.includes(kind) && !(onlyOfNodes && (kind === 'session' || kind === 'gap')),
  );
}

function holdsText(value: ChangeValue, text: string): boolean {
  if (value.kind !== 'value' || value.data === null) return false;
  const { buffer, byteOffset, byteLength } = value.data;
  return Buffer.from(buffer, byteOffset, byteLength).toString('utf8').toLowerCase().includes(text);
}
