import { isBelow } from '../../../shared/znode-path.ts';
import { serverRequestLimitBytes } from '../../../shared/model/node.ts';
import { isEphemeral } from '../../../shared/model/stat.ts';
import { cancelled, isFailure, ZooKeeperError } from '../../zookeeper/errors.ts';
import type { MultiOperation, ZooKeeperSession } from '../../zookeeper/port.ts';
import { walkSubtree, type SubtreeNode } from './subtree-walk.ts';

/** Small enough that other clients are served in between and that a cancel takes effect soon. */
const maxBatchNodes = 500;
/** The server counts headers and, inside a chroot, its prefix too: half its limit is always safe. */
const maxBatchBytes = serverRequestLimitBytes / 2;
const operationOverheadBytes = 64;
/** How often a subtree that grows while it is being deleted is walked again. */
const maxRounds = 5;

/** A node to be deleted as it was walked. */
interface Target {
  readonly path: string;
  /** The only version that is deleted, or -1 for any. */
  readonly version: number;
}

export interface DeleteSubtreeOptions {
  readonly session: ZooKeeperSession;
  readonly path: string;
  /** Nothing is deleted unless the node itself still has this version, and nothing more once it changes. */
  readonly version: number;
  /**
   * No node that was created or set after this transaction is deleted: nobody has been shown it. Ephemeral ones are
   * excepted, since they come and go by themselves.
   */
  readonly asOf: bigint;
  readonly signal: AbortSignal;
  readonly report: (done: number, total: number) => void;
  readonly onDeleted: (path: string) => void;
}

/**
 * Deletes a node with everything below it, children first, in transactions below the server's limit.
 * @returns how many nodes were deleted.
 * @throws ZooKeeperError BAD_VERSION when the node or something below it changed; NOT_EMPTY when the subtree grew faster than it could be
 * deleted; CANCELLED with the number of nodes already deleted in `detail`.
 */
export async function deleteSubtree(options: DeleteSubtreeOptions): Promise<number> {
  const { session, path, version, asOf, signal, report } = options;
  let done = 0;
  const countDeleted = (paths: readonly string[], total: number) => {
    done += paths.length;
    paths.forEach(options.onDeleted);
    report(done, total);
  };
  for (let round = 1; ; round++) {
    const found: Target[] = [];
    await walkSubtree(session, path, signal, (node) => {
      if (node.path === path && node.stat.version !== version) throw changed(path);
      if (node.stat.mzxid > asOf && !isEphemeral(node.stat)) throw changed(node.path);
      found.push(toTarget(node));
    });
    const total = done + found.length;
    // The walk visits parents before their children, so backwards every child comes before its parent.
    const below = found.filter((each) => each.path !== path).reverse();
    for (const batch of batchesOf(below)) {
      if (signal.aborted) {
        throw cancelled('delete', path, `${done} of ${total} nodes had been deleted`);
      }
      countDeleted(await deleteBatch(options, batch), total);
    }
    try {
      await session.delete(path, version);
      countDeleted([path], total);
      return done;
    } catch (error) {
      if (!isFailure(error, 'NOT_EMPTY') || round === maxRounds) throw error;
    }
  }
}

/** What is set between the walk and the delete must not go with it. Ephemeral nodes come and go by themselves. */
function toTarget({ path, stat }: SubtreeNode): Target {
  return { path, version: isEphemeral(stat) ? -1 : stat.version };
}

function changed(path: string): ZooKeeperError {
  return new ZooKeeperError({ code: 'BAD_VERSION', operation: 'delete', path, retryable: false });
}

function* batchesOf(targets: readonly Target[]): Generator<Target[]> {
  let batch: Target[] = [];
  let bytes = 0;
  for (const target of targets) {
    const size = Buffer.byteLength(target.path) + operationOverheadBytes;
    if (batch.length === maxBatchNodes || (batch.length > 0 && bytes + size > maxBatchBytes)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(target);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** @returns the paths that were deleted; nodes that are gone already or have new children are passed over. */
async function deleteBatch(
  { session, path, version }: DeleteSubtreeOptions,
  batch: readonly Target[],
): Promise<readonly string[]> {
  const check: MultiOperation = { kind: 'check', path, version };
  const toOperation = (each: Target): MultiOperation => ({ kind: 'delete', ...each });
  try {
    await session.multi([check, ...batch.map(toOperation)]);
    return batch.map((each) => each.path);
  } catch (error) {
    if (!isOvertaken(error, path)) throw error;
  }
  // Somebody else changed the subtree since it was walked: one by one, so that one node does not stop the others.
  const outcomes = await Promise.all(
    batch.map(async (each) => {
      try {
        await session.multi([check, toOperation(each)]);
        return each.path;
      } catch (error) {
        if (!isOvertaken(error, path)) throw error;
        return null;
      }
    }),
  );
  return outcomes.filter((each) => each !== null);
}

/** @returns whether an operation on something below the node failed because others were faster. */
function isOvertaken(error: unknown, path: string): boolean {
  if (!isFailure(error, 'NO_NODE') && !isFailure(error, 'NOT_EMPTY')) return false;
  const { path: failedPath } = error.failure;
  return failedPath === undefined || isBelow(failedPath, path);
}
