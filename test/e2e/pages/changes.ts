import { expect, type Locator, type Page } from '@playwright/test';

export type ShownChangeKind = 'Created' | 'Data changed' | 'Deleted' | 'Children changed';

/** The list of changes seen, at the bottom. */
export class ChangesPane {
  readonly region: Locator;
  readonly grid: Locator;
  readonly seen: Locator;
  /** Before and after of one change. */
  readonly detail: Locator;

  constructor(page: Page) {
    this.region = page.getByRole('region', { name: 'Changes', exact: true });
    this.grid = this.region.getByRole('grid', { name: 'Changes' });
    this.seen = this.region.getByRole('status', { name: 'Changes seen' });
    this.detail = page.getByRole('region', { name: 'Change', exact: true });
  }

  /** The rows of one kind for one path, newest first. */
  rows(kind: ShownChangeKind, path: string): Locator {
    const cell = (text: string) => ({ has: this.grid.page().getByText(text, { exact: true }) });
    return this.grid.getByRole('row').filter(cell(kind)).filter(cell(path));
  }

  /** The kind and the path of each row on screen, newest first. */
  async shown(): Promise<string[]> {
    return this.grid.evaluate((grid) => {
      const heads = [...grid.querySelectorAll('[role=columnheader]')].map(
        (head) => head.textContent,
      );
      return [...grid.querySelectorAll('[role=row]')].flatMap((row) => {
        const cells = [...row.querySelectorAll('[role=gridcell]')];
        const kind = cells[heads.indexOf('Kind')];
        const path = cells[heads.indexOf('Path')];
        // A path that is cut in the middle has its whole text as its name.
        return kind && path
          ? [`${kind.textContent} ${path.getAttribute('aria-label') ?? path.textContent}`]
          : [];
      });
    });
  }

  async expectSeen(count: number): Promise<void> {
    await expect(this.seen).toHaveText(new RegExp(`(^|\\D)${String(count)}(?!\\d)`));
  }

  async seenCount(): Promise<number> {
    const text = (await this.seen.textContent()) ?? '';
    return Number(/\d+/.exec(text)?.[0] ?? NaN);
  }
}
