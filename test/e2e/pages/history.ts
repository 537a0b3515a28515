import type { Locator, Page } from '@playwright/test';

/** The versions of the open node, and the comparison of those that are picked. */
export class HistoryPane {
  readonly tab: Locator;
  readonly grid: Locator;
  readonly rows: Locator;
  readonly comparison: Locator;
  readonly dialog: Locator;

  constructor(page: Page) {
    this.tab = page.getByRole('tab', { name: 'History' });
    this.grid = page.getByRole('grid', { name: 'History' });
    this.rows = this.grid.getByRole('row').filter({ has: page.getByRole('gridcell') });
    this.comparison = page.getByRole('region', { name: 'Versions', exact: true });
    this.dialog = page.getByRole('dialog', { name: /^Restore version/ });
  }

  /** The row of a version. */
  version(version: number): Locator {
    return this.rows.filter({
      has: this.grid.page().getByRole('gridcell', { name: String(version), exact: true }),
    });
  }

  /** The button that restores a version that is compared. */
  restore(version: number): Locator {
    return this.comparison.getByRole('button', { name: `Restore version ${String(version)}` });
  }

  /** Confirms in the dialog that asks. */
  async confirm(): Promise<void> {
    await this.dialog.getByRole('button', { name: /^Restore version/ }).click();
  }
}
