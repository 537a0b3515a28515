import { expect, test } from './fixtures.ts';

test('Ctrl+K opens the commands, typing narrows them, Enter runs one', async ({
  workbench,
  page,
}) => {
  await workbench.tree.root.click();
  await page.keyboard.press('ControlOrMeta+K');
  const { palette } = workbench;
  await expect(palette).toBeVisible();
  const all = await palette.getByRole('option').count();
  expect(all).toBeGreaterThan(8);
  await page.keyboard.type('new node');
  await expect(palette.getByRole('option').first()).toContainText(/New node/);
  expect(await palette.getByRole('option').count()).toBeLessThan(all);
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(workbench.createDialog.dialog).toBeVisible();
});

test('a path typed into the commands goes to the node', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/services/orders': 'here' });
  await expect(workbench.tree.row('services')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+K');
  await page.keyboard.type('/services/orders');
  await page.keyboard.press('Enter');
  await expect(workbench.address).toHaveValue('/services/orders');
  await workbench.node.expectText('here');
});

test('Escape closes the commands and returns the focus', async ({ workbench, page }) => {
  await workbench.address.focus();
  await page.keyboard.press('ControlOrMeta+K');
  await expect(workbench.palette).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(workbench.palette).toBeHidden();
  await expect(workbench.address).toBeFocused();
});

test('the toolbar has a button for the commands', async ({ workbench, page }) => {
  await page.getByRole('button', { name: /^Commands/ }).click();
  await expect(workbench.palette).toBeVisible();
});
