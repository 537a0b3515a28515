import { expect, type Locator, type Page } from '@playwright/test';

/** The tree of znodes at the left. */
export class TreePane {
  readonly tree: Locator;
  readonly filter: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.tree = page.getByRole('tree', { name: 'Znodes' });
    this.filter = page.getByRole('searchbox', { name: 'Filter children' });
  }

  /** The row of a znode, by its own name. @param level its aria-level, to tell namesakes apart; the root is 1. */
  row(name: string, level?: number): Locator {
    return this.tree.getByRole('treeitem', {
      name: new RegExp(`^${escapeRegExp(name)}(?![\\w.-])`),
      ...(level !== undefined && { level }),
    });
  }

  get root(): Locator {
    return this.row('/', 1);
  }

  get rows(): Locator {
    return this.tree.getByRole('treeitem');
  }

  get selected(): Locator {
    return this.tree.getByRole('treeitem', { selected: true });
  }

  async select(name: string, level?: number): Promise<void> {
    await this.row(name, level).click();
    await expect(this.row(name, level)).toHaveAttribute('aria-selected', 'true');
  }

  /** Selects a row and opens its level, as the right arrow does. */
  async expand(name: string, level?: number): Promise<void> {
    const row = this.row(name, level);
    await expect(row).toHaveAttribute('aria-expanded', /true|false/);
    await row.click();
    if ((await row.getAttribute('aria-expanded')) === 'false') {
      await this.#page.keyboard.press('ArrowRight');
    }
    await expect(row).toHaveAttribute('aria-expanded', 'true');
  }

  /** Waits until the keys act on this row, which the tree names to assistive tools. */
  async expectActive(name: string | RegExp): Promise<void> {
    await expect(this.tree).toBeFocused();
    const active = () =>
      this.tree.evaluate((tree) => {
        const id = tree.getAttribute('aria-activedescendant');
        return (id && document.getElementById(id)?.getAttribute('aria-label')) ?? '';
      });
    await expect
      .poll(active)
      .toMatch(typeof name === 'string' ? new RegExp(`^${escapeRegExp(name)}(,|$)`) : name);
  }
}

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
