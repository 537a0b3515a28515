import type { DeleteOutcome, DeletePlan, NodeAcl, NodeValue } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { isBelow, parentOf } from '../../../shared/znode-path.ts';
import { parseConnectString } from '../../../shared/connect-string.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { Connection } from '../connection/connection.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';
import { createNode } from '../node/create-node.ts';
import { planDelete } from '../node/delete-plan.ts';
import { deleteSubtree } from '../node/delete-subtree.ts';
import type { ProgressBoard } from '../progress-board.ts';

export class NodeCalls implements DomainCalls<'node'> {
  readonly #slot: ConnectionSlot;
  readonly #progress: ProgressBoard;

  constructor(slot: ConnectionSlot, progress: ProgressBoard) {
    this.#slot = slot;
    this.#progress = progress;
  }

  async open({ path }: ParsedInput<'node.open'>): Promise<void> {
    await this.#slot.require('open', path).view.openNode.open(path);
  }

  close(): void {
    this.#slot.current?.view.openNode.close();
  }

  read({ path }: ParsedInput<'node.read'>, { signal }: CallContext): Promise<NodeValue> {
    return this.#slot.require('getData', path).session.getData(path, { signal });
  }

  async getAcl({ path }: ParsedInput<'node.getAcl'>, { signal }: CallContext): Promise<NodeAcl> {
    const { session } = this.#slot.require('getAcl', path);
    return { path, ...(await session.getAcl(path, { signal })) };
  }

  async save({ path, data, version }: ParsedInput<'node.save'>): Promise<Stat> {
    const connection = this.#slot.require('setData', path);
    if (version < 0) throw invalid('setData', path, 'a save is never unconditional');
    const stat = await connection.session.setData(path, data, version);
    await showOwnChange(connection, path);
    return stat;
  }

  async create(input: ParsedInput<'node.create'>): Promise<{ path: string; stat: Stat | null }> {
    const { path, data, mode, ttlMs, createParents } = input;
    const connection = this.#slot.require('create', path);
    const request = { path, data, mode, ...(ttlMs !== undefined && { ttlMs }) };
    const created = await createNode(connection.session, request, createParents);
    if (mode === 'ephemeral' || mode === 'ephemeralSequential') {
      connection.noteOwnEphemeral(created.path);
    }
    await showOwnChange(connection, created.path);
    return created;
  }

  planDelete(
    { path }: ParsedInput<'node.planDelete'>,
    { signal, callId }: CallContext,
  ): Promise<DeletePlan> {
    const connection = this.#slot.require('delete', path);
    refuseToDelete(connection, path);
    return this.#progress.during({ callId, kind: 'countingNodes', path }, (report) =>
      planDelete(connection.session, path, signal, report),
    );
  }

  async delete(
    { path, version, belowAsOf: asOf }: ParsedInput<'node.delete'>,
    { signal, callId }: CallContext,
  ): Promise<DeleteOutcome> {
    const connection = this.#slot.require('delete', path);
    refuseToDelete(connection, path);
    const onDeleted = (deleted: string) => connection.noteDeleted(deleted);
    const { session } = connection;
    if (asOf === undefined) {
      await session.delete(path, version, { signal });
      onDeleted(path);
      await showOwnChange(connection, path);
      return { path, deletedCount: 1 };
    }
    const deletedCount = await this.#progress.during(
      { callId, kind: 'deletingNodes', path },
      (report) => deleteSubtree({ session, path, version, asOf, signal, report, onDeleted }),
    );
    await showOwnChange(connection, path);
    return { path, deletedCount };
  }
}

/** ZooKeeper's own nodes and the root can never be deleted, so nothing is tried. */
function refuseToDelete({ settings }: Connection, path: string): void {
  if (path === '/') throw invalid('delete', path, 'the root cannot be deleted');
  const parsed = parseConnectString(settings.connectString);
  const chroot = parsed.ok ? parsed.target.chroot : '';
  // Inside a chroot, /zookeeper is a node like any other.
  if (chroot === '' && (path === '/zookeeper' || isBelow(path, '/zookeeper'))) {
    throw invalid('delete', path, "/zookeeper holds the server's own nodes");
  }
}

/** Where no watch tells of it (servers before 3.6), what was changed here is read again. */
async function showOwnChange({ view }: Connection, path: string): Promise<void> {
  const { tree, levels, registry, openNode } = view;
  const parent = tree.branch(parentOf(path) ?? '');
  if (parent && !registry.isWatched(parent.path)) await levels.reread(parent);
  if (openNode.snapshot?.path === path && !registry.isWatched(path)) await openNode.reload();
}

function invalid(operation: string, path: string, detail: string): ZooKeeperError {
  return new ZooKeeperError({ code: 'INVALID_INPUT', operation, path, retryable: false, detail });
}
