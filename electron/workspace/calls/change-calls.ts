import type { ChangeDetail, ChangesWindow } from '../../../shared/model/change.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { DomainCalls, ParsedInput } from '../domain-calls.ts';

export class ChangeCalls implements DomainCalls<'changes'> {
  readonly #slot: ConnectionSlot;
  readonly #onClear: () => void;

  constructor(slot: ConnectionSlot, onClear: () => void) {
    this.#slot = slot;
    this.#onClear = onClear;
  }

  getWindow({ from, count, query }: ParsedInput<'changes.getWindow'>): ChangesWindow {
    const log = this.#slot.current?.view.log;
    const none = { seen: 0, kept: 0, matching: 0, scanned: 0, from, rows: [] };
    return log?.window(from, count, query) ?? none;
  }

  getDetail({ id }: ParsedInput<'changes.getDetail'>): ChangeDetail | null {
    return this.#slot.current?.view.log.detail(id) ?? null;
  }

  clear(): void {
    this.#slot.current?.view.log.clear();
    this.#onClear();
  }
}
