import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';

/** The tab strip of a window: the page that is the window's own contents. */
export class TabStrip {
  readonly list: Locator;
  readonly tabs: Locator;
  readonly newTab: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole('tablist', { name: 'Connections' });
    this.tabs = this.list.getByRole('tab');
    this.newTab = page.getByRole('button', { name: 'New tab' });
  }

  tab(name: string): Locator {
    return this.list.getByRole('tab', { name });
  }
}

/** @returns the tab strips, once there are as many windows. */
export async function findStrips(electron: ElectronApplication, count = 1): Promise<TabStrip[]> {
  const find = () => electron.windows().filter((page) => page.url().endsWith('/strip.html'));
  await expect.poll(() => find().length).toBeGreaterThanOrEqual(count);
  return find().map((page) => new TabStrip(page));
}
