import i18next, { type TFunction } from 'i18next';
import type { TaskSnapshot } from '../../shared/model/task.ts';
import { describeFailure } from './describe-failure.ts';
import { formatCount } from './format.ts';

/** @returns the work that a task does; its name everywhere. */
export function describeWork({ kind, path, isUnconfirmed }: TaskSnapshot, t: TFunction): string {
  return t(isUnconfirmed ? `tasks.planning.${kind}` : `tasks.work.${kind}`, { path });
}

/** @returns where a task stands, in words and with counts. */
export function describeState(task: TaskSnapshot, t: TFunction): string {
  const { state, done, total, ratePerSecond } = task;
  const counts = { ...countsOf(done, total), rate: format(Math.round(ratePerSecond)) };
  if (state !== 'running') return t(`tasks.states.${state}`, counts);
  return t(ratePerSecond >= 1 ? 'tasks.states.runningAt' : 'tasks.states.running', counts);
}

/** @returns what a task has done that did not come to its end, and why it did not. */
export function describeStop(task: TaskSnapshot, t: TFunction): string {
  const { state, path, done, total, failure } = task;
  const counts = { path, ...countsOf(done, total) };
  const parts: string[] = [t('tasks.stopped', counts)];
  if (failure) parts.push(describeFailure(failure, t));
  const { maybeDone } = task;
  if (maybeDone !== undefined) {
    parts.push(t('tasks.maybeMore', { maybe: format(maybeDone) }));
  }
  if (state === 'interrupted') parts.push(t('tasks.canGoOn'));
  return parts.join(' ');
}

function countsOf(done: number, total: number) {
  return { count: done, done: format(done), total: format(total) };
}

function format(count: number): string {
  return formatCount(count, i18next.language);
}
