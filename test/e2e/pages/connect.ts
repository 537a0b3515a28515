import { expect, type Locator, type Page } from '@playwright/test';

/** The first screen, when no connection was asked for. */
export class ConnectScreen {
  readonly connectString: Locator;
  readonly connect: Locator;
  readonly cancel: Locator;
  readonly readOnly: Locator;
  readonly sessionTimeout: Locator;
  readonly connectionTimeout: Locator;
  readonly retryBase: Locator;
  readonly retryTries: Locator;
  readonly failure: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.connectString = page.getByRole('textbox', { name: 'Connect string' });
    this.connect = page.getByRole('button', { name: 'Connect', exact: true });
    this.cancel = page.getByRole('button', { name: 'Cancel' });
    this.readOnly = page.getByRole('checkbox', { name: /read-only/i });
    this.sessionTimeout = page.getByRole('textbox', { name: /session timeout/i });
    this.connectionTimeout = page.getByRole('textbox', { name: /connection timeout/i });
    this.retryBase = page.getByRole('textbox', { name: /retry/i }).first();
    this.retryTries = page.getByRole('textbox', { name: /tries/i });
    this.failure = page.getByRole('alert');
  }

  /** A remembered connection. */
  recent(connectString: string): Locator {
    return this.#page.getByRole('button', { name: `Connect to ${connectString}`, exact: true });
  }

  /** Unfolds what most people never change. */
  async showOptions(): Promise<void> {
    const toggle = this.#page.getByRole('button', { name: /options|advanced/i });
    await expect(this.connectString).toBeVisible();
    if ((await toggle.isVisible()) && (await toggle.getAttribute('aria-expanded')) !== 'true') {
      await toggle.click();
    }
    await expect(this.sessionTimeout).toBeVisible();
  }

  /** A number field takes its value when it is left. */
  async setNumber(field: Locator, value: number): Promise<void> {
    await field.fill(String(value));
    await field.press('Tab');
  }
}
