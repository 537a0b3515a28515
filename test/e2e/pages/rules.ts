import type { Locator, Page } from '@playwright/test';

/** The notification rules: the list, and the form of one. */
export class RulesDialog {
  readonly dialog: Locator;
  readonly addFirst: Locator;
  readonly example: Locator;
  readonly path: Locator;
  readonly name: Locator;
  readonly tryIt: Locator;
  readonly save: Locator;
  readonly trialRows: Locator;
  readonly quietHours: Locator;
  readonly quietFrom: Locator;
  readonly quietTo: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Notif/ });
    this.addFirst = this.dialog.getByRole('button', { name: 'Make the first rule' });
    this.example = this.dialog.getByRole('button', { name: 'Show an example' });
    this.path = this.dialog.getByRole('textbox', { name: 'Path' });
    this.name = this.dialog.getByRole('textbox', { name: 'Name (optional)' });
    this.tryIt = this.dialog.getByRole('button', { name: 'Try', exact: true });
    this.save = this.dialog.getByRole('button', { name: 'Save' });
    this.quietHours = this.dialog.getByRole('checkbox', { name: /^Quiet hours/ });
    this.quietFrom = this.dialog.getByRole('textbox', { name: 'From', exact: true });
    this.quietTo = this.dialog.getByRole('textbox', { name: 'To', exact: true });
    this.trialRows = this.dialog
      .getByRole('list', { name: 'Would have notified' })
      .getByRole('listitem');
  }

  switch(name: string): Locator {
    return this.dialog.getByRole('switch', { name: `Switch “${name}” on` });
  }

  tryRule(name: string): Locator {
    return this.dialog.getByRole('button', { name: `Try “${name}”` });
  }

  async chooseValue(kind: 'contains' | 'fits the expression', pattern: string): Promise<void> {
    await this.dialog.getByRole('combobox', { name: 'and its value' }).selectOption(kind);
    await this.dialog.getByRole('textbox', { name: 'Value' }).fill(pattern);
  }
}
