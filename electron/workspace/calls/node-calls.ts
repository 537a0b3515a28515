import { shownAclEntries, type NodeAcl, type NodeValue } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';

export class NodeCalls implements DomainCalls<'node'> {
  readonly #slot: ConnectionSlot;

  constructor(slot: ConnectionSlot) {
    this.#slot = slot;
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
    const answer = await session.getAcl(path, { signal, longest: shownAclEntries });
    return { path, ...answer };
  }

  save({ path, data, base }: ParsedInput<'node.save'>): Promise<Stat> {
    return this.#slot.require('setData', path).writer.save({ path, data, base });
  }

  create(input: ParsedInput<'node.create'>): Promise<{ path: string; stat: Stat | null }> {
    const { path, data, mode, ttlMs, acl, createParents } = input;
    const { writer } = this.#slot.require('create', path);
    const request = {
      path,
      data,
      mode,
      ...(ttlMs !== undefined && { ttlMs }),
      ...(acl && { acl }),
    };
    return writer.create(request, createParents);
  }

  async delete({ path, version }: ParsedInput<'node.delete'>): Promise<void> {
    await this.#slot.require('delete', path).writer.delete(path, version);
  }
}
