import { expect, type Locator, type Page } from '@playwright/test';

/** The watches the user asked for: a list beside the changes, and the menu on the node that makes them. */
export class WatchesPane {
  readonly region: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.region = page.getByRole('region', { name: 'Watches', exact: true });
  }

  get removeButtons(): Locator {
    return this.region.getByRole('button', { name: /^Remove watch/ });
  }

  /** Keeps the only watch on disk, or no more. */
  get keep(): Locator {
    return this.region.getByRole('button', { name: 'Keep on disk' });
  }

  /** Watches the open node. */
  async add(scope: 'Node' | 'Children' | 'Subtree'): Promise<void> {
    await this.#page.getByRole('button', { name: 'Watch', exact: true }).click();
    const menu = this.#page.getByRole('menu', { name: 'Watch' });
    await menu.getByRole('menuitem', { name: scope }).click();
    await expect(menu).toBeHidden();
  }
}
