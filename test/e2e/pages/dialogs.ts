import type { Locator, Page } from '@playwright/test';

export type ShownMode =
  | 'Persistent'
  | 'Ephemeral'
  | 'Persistent sequential'
  | 'Ephemeral sequential'
  | 'Container'
  | 'TTL';

export class CreateDialog {
  readonly dialog: Locator;
  readonly name: Locator;
  readonly mode: Locator;
  readonly data: Locator;
  readonly missingParents: Locator;
  readonly submit: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: 'New node' });
    this.name = this.dialog.getByRole('textbox', { name: 'Name' });
    this.mode = this.dialog.getByRole('combobox', { name: 'Mode' });
    this.data = this.dialog.getByRole('textbox', { name: 'Data' });
    this.missingParents = this.dialog.getByRole('checkbox', { name: 'Create missing parents' });
    this.submit = this.dialog.getByRole('button', { name: 'Create' });
  }

  async chooseMode(mode: ShownMode): Promise<void> {
    await this.mode.selectOption({ label: mode });
  }
}

export class DeleteDialog {
  readonly dialog: Locator;
  readonly submit: Locator;
  readonly cancel: Locator;
  readonly progress: Locator;
  /** Where much goes. */
  readonly name: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Delete/ });
    this.name = this.dialog.getByRole('textbox', { name: 'Type the name to confirm' });
    this.submit = this.dialog.getByRole('button', { name: /^Delete/ });
    this.cancel = this.dialog.getByRole('button', { name: 'Cancel' });
    this.progress = page.getByRole('progressbar');
  }
}

export class ConflictDialog {
  readonly dialog: Locator;
  readonly overwrite: Locator;
  readonly keepTheirs: Locator;
  readonly merge: Locator;

  constructor(page: Page) {
    this.dialog = page.getByRole('dialog', { name: /^Conflict/ });
    this.overwrite = this.dialog.getByRole('button', { name: 'Overwrite' });
    this.keepTheirs = this.dialog.getByRole('button', { name: 'Keep theirs' });
    this.merge = this.dialog.getByRole('button', { name: 'Merge' });
  }
}
