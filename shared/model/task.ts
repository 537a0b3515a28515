import type { Failure } from './failure.ts';
import type { DeletePlan } from './node.ts';

/** The kinds of long work that go on by themselves. */
export const taskKinds = ['deleteSubtree'] as const;

export type TaskKindName = (typeof taskKinds)[number];

/**
 * - `planning`: it looks at what is to be done, and changes nothing yet;
 * - `interrupted`: it ended with the application or with its connection, and can go on from there;
 * - `failed`: something refused it, which going on would meet again.
 */
export const taskStates = [
  'planning',
  'running',
  'paused',
  'done',
  'cancelled',
  'failed',
  'interrupted',
] as const;

export type TaskState = (typeof taskStates)[number];

/** What is shown of a plan before it is confirmed, by the kind of its task. */
export interface ShownPlans {
  readonly deleteSubtree: DeletePlan;
}

/** A task that is planned and waits to be confirmed: nothing is changed yet. */
export interface PlannedTask<Kind extends TaskKindName = TaskKindName> {
  readonly id: string;
  readonly kind: Kind;
  readonly shown: ShownPlans[Kind];
}

/** A task as it is shown. */
export interface TaskSnapshot {
  readonly id: string;
  readonly kind: TaskKindName;
  /** The id of the profile of the connection it works on, and how that is called. */
  readonly connection: string;
  readonly connectionName: string;
  /** The znode that it is about. */
  readonly path: string;
  readonly state: TaskState;
  /** It is only being planned: it can be cancelled, and who asked for it confirms it or not. */
  readonly isUnconfirmed?: true;
  /** Nodes that were acknowledged; while it plans, nodes that were looked at. */
  readonly done: number;
  readonly total: number;
  /** So many more may be done: the connection was lost before the server had answered. */
  readonly maybeDone?: number;
  /** Nodes a second while it ran; 0 while that is not known. */
  readonly ratePerSecond: number;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Why it failed or was interrupted, where a failure is why. */
  readonly failure?: Failure;
}

/** @returns whether a task has come to its end, so that it can be put away. */
export function hasEnded({ state }: Pick<TaskSnapshot, 'state'>): boolean {
  return state === 'done' || state === 'cancelled' || state === 'failed' || state === 'interrupted';
}
