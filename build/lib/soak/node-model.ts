/** What a node may hold: text, or null for a node that is not there. */
export type Content = string | null;

/** What each node may hold, after writes of which some are known to have been done and some are not. */
export class NodeModel {
  readonly #possible = new Map<string, ReadonlySet<Content>>();

  /** Nodes that were ever written. */
  get paths(): readonly string[] {
    return [...this.#possible.keys()];
  }

  possible(path: string): ReadonlySet<Content> {
    return this.#possible.get(path) ?? new Set([null]);
  }

  /** It was written, or read. */
  isNow(path: string, content: Content): void {
    this.#possible.set(path, new Set([content]));
  }

  /** It may have been written. */
  mayBe(path: string, content: Content): void {
    this.#possible.set(path, new Set([...this.possible(path), content]));
  }

  /** @returns what is wrong with what was found, or null; from then on it is known. */
  check(path: string, found: Content): string | null {
    const possible = this.possible(path);
    if (possible.has(found)) {
      this.isNow(path, found);
      return null;
    }
    const expected = [...possible].map((content) => JSON.stringify(content)).join(' or ');
    return `${path} holds ${JSON.stringify(found)}, not ${expected}`;
  }

  clear(): void {
    this.#possible.clear();
  }
}
