import { isBelow } from '../../../shared/znode-path.ts';
import { isEphemeral } from '../../../shared/model/stat.ts';
import { expectFailure, isFailure, ZooKeeperError } from '../../zookeeper/errors.ts';
import type { MultiOperation, ReadSession } from '../../zookeeper/port.ts';
import { batchesOf } from '../write/batches.ts';
import type { Writer } from '../write/writer.ts';
import { walkSubtree, type SubtreeNode } from './subtree-walk.ts';

/** The header of an operation in a transaction, and its version. */
const operationBytes = 64;
/** How often a subtree that grows while it is being deleted is walked again. */
const maxRounds = 5;

/** A node to be deleted as it was walked. */
interface Target {
  readonly path: string;
  /** The only version that is deleted, or -1 for any. */
  readonly version: number;
}

export interface DeleteSubtreeOptions {
  readonly session: ReadSession;
  readonly writer: Writer;
  readonly path: string;
  /** Nothing is deleted unless the node itself still has this version, and nothing more once it changes. */
  readonly version: number;
  /**
   * No node that was created or set after this transaction is deleted: nobody has been shown it. Ephemeral ones are
   * excepted, since they come and go by themselves.
   */
  readonly asOf: bigint;
  /** Ends the walk. */
  readonly signal: AbortSignal;
  /** Is called between transactions; what it waits for, or throws, holds up or ends the rest. */
  readonly checkpoint: () => Promise<void>;
  /** Is called with how many nodes were walked so far, before any is deleted. */
  readonly onWalked?: (count: number) => void;
  /** Is called with every part that the server has acknowledged: what was done is known also when the rest fails. */
  readonly onDeleted: (count: number, total: number) => void;
  /** Is called with how many were under way when the connection was lost: they may be deleted. */
  readonly onMaybeDeleted?: (count: number) => void;
}

/**
 * Deletes a node with everything below it, children first, in transactions below the server's limit.
 * @throws ZooKeeperError BAD_VERSION when the node or something below it changed; NOT_EMPTY when the subtree grew faster
 * than it could be deleted; the first refusal otherwise, which names the node that was refused. Whatever is thrown,
 * `onDeleted` has counted what was deleted, and `onMaybeDeleted` what the connection was lost during (`maybeDone`).
 */
export async function deleteSubtree(options: DeleteSubtreeOptions): Promise<void> {
  const { session, writer, path, version, asOf, signal, checkpoint } = options;
  let done = 0;
  for (let round = 1; ; round++) {
    const found: Target[] = [];
    await walkSubtree(session, path, signal, (node) => {
      if (node.path === path && node.stat.version !== version) throw changed(path);
      if (node.stat.mzxid > asOf && !isEphemeral(node.stat)) throw changed(node.path);
      found.push(toTarget(node));
      options.onWalked?.(found.length);
    });
    const total = done + found.length;
    const count = (more: number) => {
      done += more;
      options.onDeleted(more, total);
    };
    // The walk visits parents before their children, so backwards every child comes before its parent.
    const below = found.filter((each) => each.path !== path).reverse();
    const sizeOf = (target: Target) => writer.pathBytes(target.path) + operationBytes;
    for (const batch of batchesOf(below, sizeOf)) {
      await checkpoint();
      await deleteBatch(options, batch, count);
    }
    await checkpoint();
    try {
      await writer.delete(path, version);
      count(1);
      return;
    } catch (error) {
      if (isMaybeDone(error)) options.onMaybeDeleted?.(1);
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

/**
 * Deletes the nodes of one batch and counts them. Nodes that are gone already or have new children are passed over.
 * @throws ZooKeeperError the first refusal, once all that could be deleted is.
 */
async function deleteBatch(
  { writer, path, version, onMaybeDeleted }: DeleteSubtreeOptions,
  batch: readonly Target[],
  count: (deleted: number) => void,
): Promise<void> {
  const check: MultiOperation = { kind: 'check', path, version };
  const toOperation = (each: Target): MultiOperation => ({ kind: 'delete', ...each });
  try {
    await writer.multi([check, ...batch.map(toOperation)]);
    count(batch.length);
    return;
  } catch (error) {
    if (isMaybeDone(error)) onMaybeDeleted?.(batch.length);
    if (!isOvertaken(error, path)) throw asDelete(error);
  }
  // Somebody else changed the subtree since it was walked: one by one, so that one node does not stop the others.
  const refusals: ZooKeeperError[] = [];
  await Promise.all(
    batch.map(async (each) => {
      try {
        await writer.multi([check, toOperation(each)]);
        count(1);
      } catch (error) {
        if (isMaybeDone(error)) onMaybeDeleted?.(1);
        if (!isOvertaken(error, path)) refusals.push(asDelete(error));
      }
    }),
  );
  if (refusals[0]) throw refusals[0];
}

/** @returns whether an operation on something below the node failed because others were faster. */
function isOvertaken(error: unknown, path: string): boolean {
  if (!isFailure(error, 'NO_NODE') && !isFailure(error, 'NOT_EMPTY')) return false;
  const { path: failedPath } = error.failure;
  return failedPath === undefined || isBelow(failedPath, path);
}

function isMaybeDone(error: unknown): boolean {
  return error instanceof ZooKeeperError && error.failure.maybeDone === true;
}

/** A transaction is how it is done; what the user did is to delete. */
function asDelete(error: unknown): ZooKeeperError {
  const { failure } = expectFailure(error);
  return new ZooKeeperError({ ...failure, operation: 'delete' }, { cause: error });
}
