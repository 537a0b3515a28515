import { ancestorsOf, findPathProblem, type PathProblem } from '../../shared/znode-path.ts';
import type { Failure } from '../../shared/model/failure.ts';
import type { TFunction } from 'i18next';
import { call, failureOf } from '../bridge/client.ts';
import { describeFailure } from '../i18n/describe-failure.ts';
import { describePathProblem } from '../i18n/describe-path-problem.ts';
import { goTo } from '../stores/selection-store.ts';

/** Why a typed path could not be gone to. */
export type PathFault =
  | { readonly kind: 'invalid'; readonly problem: PathProblem }
  /** `nearest` is the longest part of the path that is there, where that could be found out. */
  | { readonly kind: 'missing'; readonly path: string; readonly nearest?: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Selects a path as a person typed it, if it is one and the node is there.
 * @param signal ends the search for the node; then nothing is selected.
 * @returns null when it was gone to, or when `signal` ended it.
 */
export async function goToTypedPath(text: string, signal?: AbortSignal): Promise<PathFault | null> {
  const typed = text.trimStart();
  const path = typed.trimEnd();
  // Blanks at the end are more often pasted than meant, but a name may end with them.
  if (typed !== path && !findPathProblem(typed) && (await findPresence(typed)) === 'present') {
    if (!signal?.aborted) goTo(typed);
    return null;
  }
  const problem = findPathProblem(path);
  if (problem) return { kind: 'invalid', problem };
  const presence = await findPresence(path);
  if (signal?.aborted) return null;
  if (presence === 'present') {
    goTo(path);
    return null;
  }
  if (presence !== 'missing') return { kind: 'failed', failure: presence };
  const nearest = await findNearestAncestor(path);
  if (signal?.aborted) return null;
  return { kind: 'missing', path, ...(nearest !== undefined && { nearest }) };
}

/** @returns one sentence on why a path could not be gone to. */
export function describePathFault(fault: PathFault, t: TFunction): string {
  switch (fault.kind) {
    case 'invalid':
      return describePathProblem(fault.problem, t);
    case 'missing':
      return t('app.noSuchNode', { path: fault.path });
    case 'failed':
      return describeFailure({ ...fault.failure, operation: 'tree.reveal' }, t);
  }
}

async function findPresence(path: string): Promise<'present' | 'missing' | Failure> {
  try {
    // Answers from the node's metadata alone, so that a node of a megabyte costs no more than an empty one.
    await call('node.getAcl', { path });
    return 'present';
  } catch (error) {
    const failure = failureOf(error, 'node.getAcl');
    if (failure.code === 'NO_NODE') return 'missing';
    // It is there, only not for this session to look into.
    if (failure.code === 'NO_AUTH') return 'present';
    return failure;
  }
}

async function findNearestAncestor(path: string): Promise<string | undefined> {
  for (const ancestor of ancestorsOf(path).reverse()) {
    const presence = await findPresence(ancestor);
    if (presence === 'present') return ancestor;
    if (presence !== 'missing') return undefined;
  }
  return undefined;
}
