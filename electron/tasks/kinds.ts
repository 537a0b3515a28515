import type { TaskKindName } from '../../shared/model/task.ts';
import { deleteSubtreeKind } from './kinds/delete-subtree.ts';
import type { TaskContext, TaskKind } from './task-kind.ts';

/** A kind with its plan as it was read from a journal: checked before it is used. */
export type RunTask = (path: string, plan: unknown, context: TaskContext) => Promise<void>;

function checked<Plan>(kind: TaskKind<Plan>): RunTask {
  return (path, plan, context) => kind.run(path, kind.plan.parse(plan), context);
}

/** Every kind of task: a new one is a file in `kinds/` and a line here. */
export const runTask: Readonly<Record<TaskKindName, RunTask>> = {
  deleteSubtree: checked(deleteSubtreeKind),
};
