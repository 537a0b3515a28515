import type { z } from 'zod';
import type { Writer } from '../workspace/write/writer.ts';
import type { ReadSession } from '../zookeeper/port.ts';

/** What a task has while it runs. */
export interface TaskContext {
  /** A session of its own. */
  readonly session: ReadSession;
  /** Writes on that session, under the guards of the connection. */
  readonly writer: Writer;
  /** Aborted when the task is to end. */
  readonly signal: AbortSignal;
  /**
   * To be called wherever the work can stop without leaving something half done. Resolves at once, or when a task that
   * is paused goes on. @throws ZooKeeperError CANCELLED when it is to end.
   */
  readonly checkpoint: () => Promise<void>;
  /** So many nodes were looked at, and nothing is changed yet. */
  readonly onPlanned: (count: number) => void;
  /** So many more were acknowledged, of so many that are known of since this run began. */
  readonly onDone: (count: number, total: number) => void;
  /** Of so many more the server has not said whether they were done. */
  readonly onMaybeDone: (count: number) => void;
}

/** What a task has while it is planned. */
export interface PlanContext {
  /** The session of the page that asks: for what one or two requests can answer. */
  readonly session: ReadSession;
  /** Lends a session of its own for what takes longer. */
  readonly withOwnSession: <Result>(
    work: (session: ReadSession) => Promise<Result>,
  ) => Promise<Result>;
  readonly signal: AbortSignal;
  /** So many nodes were looked at so far. */
  readonly report: (done: number) => void;
}

/** What a plan comes to. */
export interface Planned<Plan, Shown> {
  readonly plan: Plan;
  /** Nodes that it is about. */
  readonly total: number;
  /** What the user is shown before confirming. */
  readonly shown: Shown;
}

/** One kind of long work. What it needs is plain data, so that it can go on after a restart. */
export interface TaskKind<Plan, Shown> {
  /** What a plan that was read from a journal must be. */
  readonly schema: z.ZodType<Plan>;
  /**
   * Looks at what is to be done, and changes nothing.
   * @throws ZooKeeperError CANCELLED, or why it cannot be planned
   */
  plan(path: string, context: PlanContext): Promise<Planned<Plan, Shown>>;
  /** Does the work, or the rest of it: what was done before is not there any more to be done again. */
  run(path: string, plan: Plan, context: TaskContext): Promise<void>;
}
