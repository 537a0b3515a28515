import type { DraftCopy } from './draft-record.ts';

/** Which page types in which copy of a node's draft. Those of an earlier start are nobody's yet. */
export class DraftOwners {
  /** By page and node. */
  readonly #copies = new Map<object, Map<string, DraftCopy>>();

  /** @returns whether the page has a draft of the node. */
  has(page: object, node: string): boolean {
    return this.#copies.get(page)?.has(node) === true;
  }

  /** @returns whether this copy is the page's own. */
  isOf(page: object, node: string, copy: DraftCopy): boolean {
    return this.has(page, node) && this.copyOf(page, node) === copy;
  }

  /** @returns whether this copy is any page's own. */
  isTaken(node: string, copy: DraftCopy): boolean {
    return [...this.#copies.keys()].some((page) => this.isOf(page, node, copy));
  }

  /** @returns the page's own copy of the node, where it has one. */
  copyOf(page: object, node: string): DraftCopy {
    return this.#copies.get(page)?.get(node);
  }

  give(page: object, node: string, copy: DraftCopy): void {
    const copies = this.#copies.get(page) ?? new Map<string, DraftCopy>();
    this.#copies.set(page, copies.set(node, copy));
  }

  take(page: object, node: string): void {
    this.#copies.get(page)?.delete(node);
  }

  /** @returns whether the page had any. */
  letGo(page: object): boolean {
    const hadAny = (this.#copies.get(page)?.size ?? 0) > 0;
    this.#copies.delete(page);
    return hadAny;
  }
}
