import type { ShownPlans, TaskKindName } from '../../shared/model/task.ts';
import { deleteSubtreeKind } from './kinds/delete-subtree.ts';
import type { PlanContext, Planned, TaskContext, TaskKind } from './task-kind.ts';

/** A kind whose plan is checked when it comes from a journal. */
export interface CheckedKind<Shown> {
  plan(path: string, context: PlanContext): Promise<Planned<unknown, Shown>>;
  run(path: string, plan: unknown, context: TaskContext): Promise<void>;
}

function checked<Plan, Shown>(kind: TaskKind<Plan, Shown>): CheckedKind<Shown> {
  return {
    plan: (path, context) => kind.plan(path, context),
    run: (path, plan, context) => kind.run(path, kind.schema.parse(plan), context),
  };
}

/** Every kind of task: a new one is a file in `kinds/` and a line here. */
export const kinds: { readonly [Kind in TaskKindName]: CheckedKind<ShownPlans[Kind]> } = {
  deleteSubtree: checked(deleteSubtreeKind),
};
