import { z } from 'zod';
import { failureCodes, type Failure } from '../../shared/model/failure.ts';
import { taskKinds, taskStates } from '../../shared/model/task.ts';
import { JsonFolder } from './json-folder.ts';
import type { ReportProblem } from './storage-problem.ts';

const code = z.enum(failureCodes);
const attempt = z.object({ server: z.string(), code, detail: z.string().exactOptional() });

/** Of each property of a failure, so that none is left out when one is added. */
const failureShape = {
  code,
  operation: z.string(),
  path: z.string().exactOptional(),
  server: z.string().exactOptional(),
  retryable: z.boolean(),
  maybeDone: z.boolean().exactOptional(),
  requestBytes: z.number().exactOptional(),
  limitBytes: z.number().exactOptional(),
  detail: z.string().exactOptional(),
  incident: z.string().exactOptional(),
  attempts: z.array(attempt).exactOptional(),
} satisfies Record<keyof Failure, z.ZodType>;
const failureSchema: z.ZodType<Failure> = z.object(failureShape);

const keptTaskSchema = z.object({
  id: z.string(),
  kind: z.enum(taskKinds),
  /** The id of the profile of the connection it works on. */
  connection: z.string(),
  /** How that one is called; absent in what earlier versions wrote. */
  connectionName: z.string().exactOptional(),
  path: z.string(),
  /** What its kind needs to go on; the kind looks at it before use. */
  plan: z.unknown(),
  state: z.enum(taskStates),
  done: z.number(),
  total: z.number(),
  /** So many more may be done: the connection was lost before the server had answered. */
  maybeDone: z.number().exactOptional(),
  startedAt: z.number(),
  endedAt: z.number().exactOptional(),
  failure: failureSchema.exactOptional(),
});

/** The journal of one task: what it is to do, and how far it has got. */
export type KeptTask = z.infer<typeof keptTaskSchema>;

export interface TaskStoreOptions {
  /** The folder of the tasks alone; it is created when it is missing. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** The journals of the tasks, a file each. */
export class TaskStore {
  readonly #tasks: JsonFolder<KeptTask>;

  private constructor(tasks: JsonFolder<KeptTask>) {
    this.#tasks = tasks;
  }

  /** Reads the journals. What cannot be read is reported, never thrown. */
  static async open(options: TaskStoreOptions): Promise<TaskStore> {
    return new TaskStore(
      await JsonFolder.open({
        ...options,
        schema: keptTaskSchema,
        keyOf: ({ id }) => id,
        order: ({ startedAt }) => startedAt,
      }),
    );
  }

  /** @returns what is kept, the oldest first. */
  list(): readonly KeptTask[] {
    return this.#tasks.values();
  }

  keep(task: KeptTask): void {
    this.#tasks.set(task);
  }

  /**
   * Writes the journal of a task now. A failure is reported, not thrown.
   * @returns whether it is on disk
   */
  write(task: KeptTask): Promise<boolean> {
    this.#tasks.set(task);
    return this.#tasks.flushOne(task.id);
  }

  forget(id: string): void {
    this.#tasks.remove(id);
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#tasks.flush();
  }
}
