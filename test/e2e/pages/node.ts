import { expect, type Locator, type Page } from '@playwright/test';
import { escapeRegExp } from './tree.ts';

/** The open node in the middle: its data, its Stat and what can be done with it. */
export class NodePane {
  /** Names the open node; its title is the path. */
  readonly heading: Locator;
  /** Monaco's text box. */
  readonly editor: Locator;
  readonly data: Locator;
  readonly language: Locator;
  readonly stat: Locator;
  readonly save: Locator;
  /** Gives up what was typed. */
  readonly revert: Locator;
  readonly create: Locator;
  readonly remove: Locator;
  readonly watch: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.heading = page.getByRole('heading', { level: 2 }).and(page.locator('[title^="/"]'));
    this.data = page.getByRole('region', { name: 'Data', exact: true });
    this.editor = this.data.getByRole('textbox', { name: 'Node data' });
    this.language = this.data.getByRole('combobox', { name: 'Language' });
    this.revert = this.data.getByRole('button', { name: 'Revert' });
    this.stat = page.getByRole('table', { name: 'Stat' });
    this.save = page.getByRole('button', { name: 'Save', exact: true });
    this.create = page.getByRole('button', { name: 'New node' });
    this.remove = page.getByRole('button', { name: 'Delete', exact: true });
    this.watch = page.getByRole('button', { name: 'Watch', exact: true });
  }

  /** The value of one Stat field, spelt as ZooKeeper spells it. */
  statField(name: string): Locator {
    return this.stat
      .getByRole('row')
      .filter({ has: this.#page.getByRole('rowheader', { name, exact: true }) });
  }

  async expectStat(name: string, value: string | number): Promise<void> {
    // A number must not be a part of a longer one.
    const exact = new RegExp(`(^|[^\\w.])${escapeRegExp(String(value))}(?![\\w])`);
    await expect(this.statField(name)).toContainText(exact);
  }

  /** Replaces the text in the editor by typing, as a user does. */
  async type(text: string): Promise<void> {
    await this.focusEditor();
    await this.#page.keyboard.press('ControlOrMeta+A');
    await this.#page.keyboard.insertText(text);
  }

  /** Types at the end of what is there. */
  async append(text: string): Promise<void> {
    await this.focusEditor();
    await this.#page.keyboard.press('ControlOrMeta+End');
    await this.#page.keyboard.insertText(text);
  }

  /** Waits until the data is taken for this format. */
  async expectLanguage(name: string): Promise<void> {
    const chosen = () =>
      this.language.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.label);
    await expect.poll(chosen).toContain(name);
  }

  async showAcl(): Promise<void> {
    await this.#page.getByRole('tab', { name: 'ACL' }).click();
  }

  /** The tab that was chosen stays chosen with the next node. */
  async showStat(): Promise<void> {
    await this.#page.getByRole('tab', { name: 'Stat' }).click();
  }

  async focusEditor(): Promise<void> {
    await expect(this.editor).toBeVisible();
    await this.editor.focus();
    await expect(this.editor).toBeFocused();
  }

  /** Waits until the editor shows this text. Blanks are told apart only by whether there are any. */
  async expectText(text: string | RegExp): Promise<void> {
    await expect(this.data).toContainText(text);
  }
}
