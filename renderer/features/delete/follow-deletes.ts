import i18next from 'i18next';
import { hasEnded, type TaskSnapshot } from '../../../shared/model/task.ts';
import { parentOf } from '../../../shared/znode-path.ts';
import { followTopic, readTopic } from '../../bridge/topics.ts';
import { describeStop } from '../../i18n/describe-task.ts';
import { formatCount } from '../../i18n/format.ts';
import { notify } from '../../stores/notice-store.ts';
import { goTo, useSelectionStore } from '../../stores/selection-store.ts';

/** Deletes that were seen running here. */
const awaited = new Set<string>();

/**
 * Says how a delete ended that went on by itself. One that had ended before this page saw it is left to the region.
 * @returns a function that stops following.
 */
export function followDeletes(): () => void {
  return followTopic('tasks', (tasks) => {
    const profile = readTopic('connection')?.profile.id;
    // One of another connection is about other nodes, whatever their paths.
    for (const task of tasks.filter(({ connection }) => connection === profile)) {
      // Not begun, and perhaps never to be.
      if (task.isUnconfirmed) continue;
      if (!hasEnded(task)) awaited.add(task.id);
      else if (awaited.delete(task.id)) sayEnd(task);
    }
  });
}

/** Has the end of a delete said, also when that is reported in the very next moment. */
export function awaitEnd({ id }: TaskSnapshot): void {
  const now = readTopic('tasks')?.find((task) => task.id === id);
  if (now && hasEnded(now)) sayEnd(now);
  else awaited.add(id);
}

/** Says how a delete ended, and leaves the place that is gone. */
export function sayEnd(task: TaskSnapshot): void {
  const { state, path, done } = task;
  switch (state) {
    case 'done':
      sayDeleted(path, done);
      return;
    case 'cancelled':
      say('remove.stopped', path, done);
      return;
    case 'failed':
    case 'interrupted':
      notify({ kind: 'error', text: describeStop(task, i18next.t) });
      return;
    case 'planning':
    case 'running':
    case 'paused':
  }
}

export function sayDeleted(path: string, count: number): void {
  leave(path);
  say('remove.done', path, count);
}

function say(textKey: 'remove.done' | 'remove.stopped', path: string, count: number): void {
  const formatted = formatCount(count, i18next.language);
  notify({ kind: 'info', text: i18next.t(textKey, { path, count, formatted }) });
}

/** Nobody wants to stay on a node they have just deleted. */
function leave(path: string): void {
  const { selectedPath } = useSelectionStore.getState();
  const parent = parentOf(path);
  const isInside = selectedPath === path || selectedPath?.startsWith(`${path}/`);
  if (isInside && parent !== null) goTo(parent);
}
