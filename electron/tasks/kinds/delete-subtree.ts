import { z } from 'zod';
import type { DeletePlan } from '../../../shared/model/node.ts';
import { countLeaf, countSubtree } from '../../workspace/node/delete-plan.ts';
import { deleteSubtree } from '../../workspace/node/delete-subtree.ts';
import { isFailure, ZooKeeperError } from '../../zookeeper/errors.ts';
import type { ReadSession } from '../../zookeeper/port.ts';
import type { TaskKind } from '../task-kind.ts';

const schema = z.object({
  version: z.number(),
  asOf: z.bigint(),
  /** The incarnation of the node: versions and transactions mean nothing in another set of data. */
  czxid: z.bigint(),
  ctime: z.number(),
});
type Plan = z.infer<typeof schema>;

/** Deletes what the user was shown the count of, and nothing that came or changed after it. */
export const deleteSubtreeKind: TaskKind<Plan, DeletePlan> = {
  schema,
  async plan(path, { session, withOwnSession, signal, report }) {
    const counted =
      (await countLeaf(session, path, signal)) ??
      (await withOwnSession((own) => countSubtree(own, path, signal, report)));
    const { shown, czxid, ctime } = counted;
    const { version, asOf, descendantCount } = shown;
    return { plan: { version, asOf, czxid, ctime }, total: descendantCount + 1, shown };
  },
  async run(path, planned, context) {
    const { version, asOf } = planned;
    const { session, writer, signal, checkpoint } = context;
    await refuseOtherNode(session, path, planned, signal);
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
        onMaybeDeleted: context.onMaybeDone,
      });
    } catch (error) {
      // Somebody else, or this task before it was interrupted, has deleted the last of it.
      if (!isFailure(error, 'NO_NODE') || error.failure.path !== path) throw error;
    }
  },
};

/**
 * A task may be resumed much later, when the server holds other data or the node was made again.
 * @throws ZooKeeperError BAD_VERSION when the node that was planned for is not the one that is there.
 */
async function refuseOtherNode(
  session: ReadSession,
  path: string,
  { asOf, czxid, ctime }: Plan,
  signal: AbortSignal,
): Promise<void> {
  const stat = await session.exists(path, { signal });
  // Without the node, a server that is behind the plan has never had it; another one has deleted it by now.
  const isSame = stat ? stat.czxid === czxid && stat.ctime === ctime : session.lastZxid >= asOf;
  if (isSame) return;
  throw new ZooKeeperError({ code: 'BAD_VERSION', operation: 'delete', path, retryable: false });
}
