import { expect, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import type { App } from '../support/app.ts';
import { Workbench } from './workbench.ts';

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

/** @returns the tab strip of the only window. */
export async function findStrip(electron: ElectronApplication): Promise<TabStrip> {
  const [strip] = await findStrips(electron);
  if (!strip) throw new Error('there is no strip');
  return strip;
}

/** Does something that opens a page. @returns that page; the strip of a window is reported in its own time. */
export async function openedPage(
  electron: ElectronApplication,
  open: () => Promise<unknown>,
): Promise<Workbench> {
  const before = new Set(electron.windows());
  await open();
  const find = () =>
    electron.windows().find((page) => page.url().endsWith('/index.html') && !before.has(page));
  await expect.poll(() => find() !== undefined).toBe(true);
  const page = find();
  if (!page) throw new Error('no page was opened');
  return new Workbench(page);
}

/** @returns the page of the tab, or window, that a key press opens. */
export function openTab(app: App, from = app.page, keys = 'Control+t'): Promise<Workbench> {
  return openedPage(app.electron, () => from.keyboard.press(keys));
}

/** Opens a connection in a page that has none. */
export async function connectTo(workbench: Workbench, connectString: string): Promise<void> {
  await workbench.connect.connectString.fill(connectString);
  await workbench.connect.connectString.press('Enter');
  await workbench.expectConnected();
}
