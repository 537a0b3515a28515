import {
  shownAclEntries,
  type DeleteOutcome,
  type DeletePlan,
  type NodeAcl,
  type NodeValue,
} from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { cancelled } from '../../zookeeper/errors.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';
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
    const { acl, stat } = await session.getAcl(path, { signal });
    return { path, acl: acl.slice(0, shownAclEntries), entryCount: acl.length, stat };
  }

  save({ path, data, base }: ParsedInput<'node.save'>): Promise<Stat> {
    return this.#slot.require('setData', path).writer.save({ path, data, base });
  }

  create(input: ParsedInput<'node.create'>): Promise<{ path: string; stat: Stat | null }> {
    const { path, data, mode, ttlMs, createParents } = input;
    const { writer } = this.#slot.require('create', path);
    const request = { path, data, mode, ...(ttlMs !== undefined && { ttlMs }) };
    return writer.create(request, createParents);
  }

  planDelete(
    { path }: ParsedInput<'node.planDelete'>,
    { signal, callId }: CallContext,
  ): Promise<DeletePlan> {
    const connection = this.#slot.require('delete', path);
    connection.writer.refuseDelete(path);
    return this.#progress.during({ callId, kind: 'countingNodes', path }, (report) =>
      planDelete(connection.session, path, signal, report),
    );
  }

  async delete(
    { path, version, belowAsOf: asOf }: ParsedInput<'node.delete'>,
    { signal, callId }: CallContext,
  ): Promise<DeleteOutcome> {
    const connection = this.#slot.require('delete', path);
    const { session, writer } = connection;
    if (asOf === undefined) {
      await writer.delete(path, version, { signal });
      return { path, deletedCount: 1 };
    }
    writer.refuseDelete(path);
    let deletedCount = 0;
    await this.#progress.during({ callId, kind: 'deletingNodes', path }, (report) =>
      deleteSubtree({
        session,
        writer,
        path,
        version,
        asOf,
        signal,
        checkpoint: async () => {
          if (signal.aborted) throw cancelled('delete', path);
          await Promise.resolve();
        },
        onDeleted: (count, total) => {
          deletedCount += count;
          report(deletedCount, total);
        },
      }),
    );
    return { path, deletedCount };
  }
}
