import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

const menuOf = (page: Page) => page.getByRole('menu', { name: 'Text' });

/** Chooses an item of the menu that a right click on the text opens. */
async function choose(page: Page, where: Locator, name: string): Promise<void> {
  await where.click({ button: 'right' });
  await menuOf(page).getByRole('menuitem', { name, exact: true }).click();
  await expect(menuOf(page)).toBeHidden();
}

test('the menu of the editor cuts, pastes, selects and copies', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/config': '{"b":[1,2]}' });
  await workbench.open('/config');
  const { node } = workbench;
  await node.expectText('b');
  const line = node.data.locator('.view-line').first();
  await line.click({ button: 'right' });
  const items = menuOf(page).getByRole('menuitem');
  const names = ['Cut', 'Copy', 'Paste', 'Select all', 'Format', 'Do not wrap lines', 'Copy value'];
  for (const name of [...names, 'Find']) {
    await expect(items.filter({ hasText: new RegExp(`^${name}(?! )`) })).toHaveCount(1);
  }
  await expect(items.filter({ hasText: /^Cut/ })).toBeDisabled();
  // What is behind it does not shine through.
  const isOpaque = await menuOf(page).evaluate((menu) => {
    for (let at: Element | null = menu; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color.startsWith('rgb(')) return true;
      if (at.matches('body')) return false;
    }
    return false;
  });
  expect(isOpaque).toBe(true);
  await page.keyboard.press('Escape');
  await expect(node.editor).toBeFocused();

  await choose(page, line, 'Select all');
  await choose(page, line, 'Cut');
  await expect(node.data.locator('.view-line').first()).toHaveText('');
  for (const text of [/^\{"b":\[1,2\]\}$/, /^(?:\{"b":\[1,2\]\}){2}$/]) {
    await choose(page, node.data.locator('.view-lines'), 'Paste');
    await expect(node.data.locator('.view-line').first()).toHaveText(text);
  }
  await choose(page, line, 'Select all');
  await choose(page, line, 'Paste');
  await choose(page, line, 'Format');
  await page.keyboard.press('ControlOrMeta+S');
  await expect.poll(() => readText(znodes.other, '/config')).toContain('  "b": [\n    1,\n');
  await choose(page, line, 'Find');
  await expect(page.getByRole('textbox', { name: /^find/i })).toBeFocused();
});

test('by keyboard the first item has the focus, and Escape leads back', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/config': 'text' });
  await workbench.open('/config');
  const { node } = workbench;
  await node.focusEditor();
  await page.keyboard.press('ControlOrMeta+A');
  for (const keys of ['Shift+F10', 'ContextMenu']) {
    await page.keyboard.press(keys);
    await expect(menuOf(page).getByRole('menuitem', { name: 'Cut' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(menuOf(page)).toBeHidden();
    await expect(node.editor).toBeFocused();
  }
});

test('where nothing can be typed the menu offers what can be read', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/config': 'text' });
  await workbench.open('/config');
  await workbench.node.type('other');
  await workbench.node.data.getByRole('button', { name: 'Show difference' }).click();
  const sides = workbench.node.data.locator('.monaco-editor .view-line', { hasText: 'text' });
  await sides.first().click({ button: 'right' });
  const items = menuOf(page).getByRole('menuitem');
  await expect(items).toHaveText([/^Copy/, /^Select all/, /wrap lines/, 'Copy value', /^Find/]);
  await page.keyboard.press('Escape');
});
