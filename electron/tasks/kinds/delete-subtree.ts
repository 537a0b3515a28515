import { z } from 'zod';
import { deleteSubtree } from '../../workspace/node/delete-subtree.ts';
import { isFailure } from '../../zookeeper/errors.ts';
import type { TaskKind } from '../task-kind.ts';

const plan = z.object({ version: z.number(), asOf: z.bigint() });

/** Deletes what the user was shown the count of, and nothing that came or changed after it. */
export const deleteSubtreeKind: TaskKind<z.infer<typeof plan>> = {
  plan,
  async run(path, { version, asOf }, context) {
    const { session, writer, signal, checkpoint } = context;
    try {
      await deleteSubtree({
        session,
        writer,
        path,
        version,
        asOf,
        signal,
        checkpoint,
        onWalked: context.onPlanned,
        onDeleted: context.onDone,
      });
    } catch (error) {
      // Somebody else, or this task before it was interrupted, has deleted the last of it.
      if (!isFailure(error, 'NO_NODE') || error.failure.path !== path) throw error;
    }
  },
};
