import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

test('makes a persistent node with data and shows it', async ({ workbench, znodes }) => {
  await znodes.seed({ '/services': '' });
  await workbench.open('/services');
  const { node, createDialog, tree } = workbench;
  await node.create.click();
  await expect(createDialog.name).toBeFocused();
  await createDialog.name.fill('orders');
  await createDialog.data.fill('192.168.1.10:8080');
  await createDialog.submit.click();
  await expect(createDialog.dialog).toBeHidden();
  await expect(tree.row('orders')).toHaveAttribute('aria-selected', 'true');
  await expect(workbench.address).toHaveValue('/services/orders');
  expect(await readText(znodes.other, '/services/orders')).toBe('192.168.1.10:8080');
  expect((await znodes.other.exists('/services/orders'))?.ephemeralOwner).toBe('0');
});

const sequential = [
  ['Persistent sequential', /^task-\d{10}$/, false],
  ['Ephemeral sequential', /^task-\d{10}$/, true],
  ['Ephemeral', /^task-$/, true],
] as const;

for (const [mode, name, isEphemeral] of sequential) {
  test(`makes a node in the mode ${mode}`, async ({ workbench, znodes }) => {
    await znodes.seed({ '/queue': '' });
    await workbench.open('/queue');
    const { node, createDialog, tree } = workbench;
    await node.create.click();
    await createDialog.name.fill('task-');
    await createDialog.chooseMode(mode);
    await createDialog.submit.click();
    await expect(createDialog.dialog).toBeHidden();
    await expect(tree.selected).toHaveAccessibleName(/^task-/);
    const [made = ''] = await znodes.other.getChildren('/queue');
    expect(made).toMatch(name);
    const stat = await znodes.other.exists(`/queue/${made}`);
    expect(stat?.ephemeralOwner === '0').toBe(!isEphemeral);
  });
}

for (const mode of ['Container', 'TTL'] as const) {
  test(`makes a ${mode} node, or says why the server refuses`, async ({ workbench, znodes }) => {
    const { node, createDialog } = workbench;
    await workbench.open('/');
    await node.create.click();
    await createDialog.name.fill('special');
    await createDialog.chooseMode(mode);
    if (mode === 'TTL') {
      await createDialog.dialog.getByRole('textbox', { name: /TTL|time to live/i }).fill('60000');
    }
    await createDialog.submit.click();
    const refused = createDialog.dialog.getByRole('alert');
    const made = workbench.tree.row('special');
    await expect(refused.or(made).first()).toBeVisible();
    if (await refused.isVisible()) {
      await expect(refused).toContainText(/TTL|container|support|extended/i);
      expect(await znodes.other.exists('/special')).toBeNull();
    } else {
      expect(await znodes.other.exists('/special')).not.toBeNull();
    }
  });
}

test('missing parents are made only when asked for', async ({ workbench, znodes }) => {
  const { node, createDialog } = workbench;
  await workbench.open('/');
  await node.create.click();
  await createDialog.name.fill('a/b/c');
  await createDialog.submit.click();
  await expect(
    createDialog.dialog.getByText(/parent|\/a\/b|does not exist/i).first(),
  ).toBeVisible();
  expect(await znodes.other.exists('/a')).toBeNull();
  await createDialog.missingParents.check();
  await createDialog.submit.click();
  await expect(createDialog.dialog).toBeHidden();
  await expect(workbench.address).toHaveValue('/a/b/c');
  expect(await znodes.other.exists('/a/b/c')).not.toBeNull();
});

test('a name that is taken is reported in the dialog, and what was typed stays', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/taken': 'first' });
  const { node, createDialog } = workbench;
  await workbench.open('/');
  await node.create.click();
  await createDialog.name.fill('taken');
  await createDialog.data.fill('second');
  await createDialog.submit.click();
  await expect(createDialog.dialog.getByText(/already exists|exists already/i)).toBeVisible();
  await expect(createDialog.data).toHaveValue('second');
  expect(await readText(znodes.other, '/taken')).toBe('first');
});

const badNames = [
  ['an empty name', ''],
  ['a relative name', '..'],
  ['two slashes', 'a//b'],
  ['an emoji', 'ok-😀'],
] as const;

for (const [what, name] of badNames) {
  test(`${what} is refused at the field and nothing is sent`, async ({ workbench, other }) => {
    const { node, createDialog } = workbench;
    await workbench.open('/');
    await node.create.click();
    await createDialog.name.fill(name);
    if (await createDialog.submit.isEnabled()) await createDialog.submit.click();
    await expect(createDialog.dialog).toBeVisible();
    await expect(createDialog.name).toHaveAttribute('aria-invalid', 'true');
    expect(await other.getChildren('/')).toEqual([]);
  });
}

test('an ephemeral parent refuses children in a sentence', async ({ workbench, znodes }) => {
  await znodes.other.create('/leader', 'me', { ephemeral: true });
  await workbench.open('/leader');
  await workbench.node.create.click();
  await workbench.createDialog.name.fill('child');
  await workbench.createDialog.submit.click();
  await expect(workbench.createDialog.dialog.getByRole('alert')).toContainText(/ephemeral/i);
  await workbench.page.keyboard.press('Escape');
  await expect(workbench.createDialog.dialog).toBeHidden();
  await znodes.other.delete('/leader');
});

test('Ctrl+N opens the dialog and Escape closes it', async ({ workbench, page }) => {
  await workbench.open('/');
  await page.keyboard.press('ControlOrMeta+N');
  await expect(workbench.createDialog.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(workbench.createDialog.dialog).toBeHidden();
});
