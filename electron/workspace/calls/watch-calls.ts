import type { UserWatch } from '../../../shared/model/change.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { DomainCalls, ParsedInput } from '../domain-calls.ts';

export class WatchCalls implements DomainCalls<'watches'> {
  readonly #slot: ConnectionSlot;

  constructor(slot: ConnectionSlot) {
    this.#slot = slot;
  }

  list(): readonly UserWatch[] {
    return this.#slot.current?.view.watches.list() ?? [];
  }

  async add({ path, scope }: ParsedInput<'watches.add'>): Promise<UserWatch> {
    const { view } = this.#slot.require('watch', path);
    const watch = view.watches.add(path, scope);
    await view.learnWatched(path).catch(expectFailure);
    return watch;
  }

  async remove({ id, forgetHistory = false }: ParsedInput<'watches.remove'>): Promise<void> {
    await this.#slot.current?.view.watches.remove(id, forgetHistory);
  }

  setPaused({ id, isPaused }: ParsedInput<'watches.setPaused'>): void {
    this.#slot.current?.view.watches.setPaused(id, isPaused);
  }

  switchOff(): void {
    this.#slot.require('watches.switchOff').view.switchWatchesOff();
  }

  async switchOn(): Promise<void> {
    await this.#slot.require('watches.switchOn').view.switchWatchesOn();
  }

  async keepOnDisk({ id, isOn, maxBytes }: ParsedInput<'watches.keepOnDisk'>): Promise<void> {
    await this.#slot.current?.view.watches.keepOnDisk(id, isOn, maxBytes);
  }

  async forgetHistories(): Promise<void> {
    await this.#slot.current?.view.watches.forgetHistories();
  }
}
