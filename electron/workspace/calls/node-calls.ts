import {
  shownAclEntries,
  type NodeAcl,
  type NodeSnapshot,
  type NodeValue,
} from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { splitSequence } from '../../../shared/sequence-number.ts';
import { nameOf, parentOf } from '../../../shared/znode-path.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';
import type { LiveView } from '../live/live-view.ts';

/** The open node, and whether its parent has given out the number at the end of its name. */
export function summarizeNode(view: LiveView | undefined): NodeSnapshot | null {
  const shown = view?.openNode.snapshot ?? null;
  if (!view || shown?.kind !== 'present') return shown;
  const parent = parentOf(shown.path);
  const parentStat = parent === null ? undefined : view.facts.get(parent).stat;
  if (!parentStat) return shown;
  const { sequence } = splitSequence(nameOf(shown.path), parentStat);
  return sequence === '' ? shown : { ...shown, sequenceLength: sequence.length };
}

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
