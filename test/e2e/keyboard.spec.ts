import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

test('the main job is done without a mouse', async ({ launch, znodes }) => {
  await znodes.seed({ '/config/timeout': '3000' });
  const { workbench, page } = await launch();
  const { keyboard } = page;
  await expect(workbench.connect.connectString).toBeFocused();
  await keyboard.type(znodes.connectString);
  await keyboard.press('Enter');
  await workbench.expectConnected();

  await keyboard.press('ControlOrMeta+L');
  await expect(workbench.address).toBeFocused();
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('/config/timeout');
  await keyboard.press('Enter');
  await workbench.node.expectText('3000');

  await tabTo('Node data');
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type('4000');
  await keyboard.press('ControlOrMeta+S');
  await workbench.node.expectStat('version', 1);
  expect(await readText(znodes.other, '/config/timeout')).toBe('4000');

  await keyboard.press('ControlOrMeta+N');
  await expect(workbench.createDialog.name).toBeFocused();
  await keyboard.type('child');
  await keyboard.press('Enter');
  await expect(workbench.address).toHaveValue('/config/timeout/child');

  await keyboard.press('ControlOrMeta+K');
  await keyboard.type('delete node');
  await keyboard.press('Enter');
  await expect(workbench.deleteDialog.dialog).toContainText('/config/timeout/child');
  await expect(workbench.deleteDialog.submit).toBeEnabled();
  await focusWithTab(/^Delete/);
  await keyboard.press('Enter');
  await expect(workbench.tree.row('child')).toBeHidden();
  expect(await znodes.other.getChildren('/config/timeout')).toEqual([]);

  async function tabTo(name: string) {
    await focusWithTab(new RegExp(`^${name}`));
  }

  /** Presses Tab until the element of that name has the focus, as somebody without a mouse does. */
  async function focusWithTab(name: RegExp) {
    for (let presses = 0; presses < 60; presses++) {
      const focused = await page.evaluate(() => {
        const element = document.activeElement;
        return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      });
      if (name.test(focused)) return;
      await keyboard.press('Tab');
    }
    throw new Error(`Tab never reached ${String(name)}.`);
  }
});

test('no bare letter changes anything', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/alpha': 'x', '/beta': 'y' });
  await workbench.tree.select('alpha');
  await workbench.node.expectText('x');
  await workbench.tree.row('alpha').click();
  for (const key of 'abcdefghijklmnopqrstuvwxyz') await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect((await znodes.other.getChildren('/')).sort()).toEqual(['alpha', 'beta']);
  expect((await znodes.other.exists('/alpha'))?.version).toBe(0);
});

test('Ctrl+F finds in the data, Ctrl+Shift+F reaches the filter, F5 refreshes', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/config': 'needle in a haystack' });
  await workbench.open('/config');
  await workbench.node.focusEditor();
  await page.keyboard.press('ControlOrMeta+F');
  await expect(page.getByRole('textbox', { name: /^find/i })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+Shift+F');
  await expect(workbench.tree.filter).toBeFocused();
  await page.keyboard.press('F5');
  await workbench.node.expectText('needle');
  await workbench.expectConnected();
});

test('the focus is visible wherever Tab leads', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/config': 'x' });
  await workbench.open('/config');
  await workbench.address.focus();
  const invisible: string[] = [];
  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press('Tab');
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const shown = (candidate: Element) => {
        const style = getComputedStyle(candidate);
        const outlined = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        return outlined || style.boxShadow !== 'none';
      };
      // A tree or grid draws it around the row that the keys act on, wherever that stands in it.
      const row = document.getElementById(element.getAttribute('aria-activedescendant') ?? '');
      if (row && shown(row)) return null;
      // Monaco and composite widgets draw the ring around themselves, not around the element inside.
      for (let at: Element | null = element, up = 0; at && up < 6; at = at.parentElement, up++) {
        if (shown(at) || [...at.children].some(shown)) return null;
      }
      return element.outerHTML.slice(0, 160);
    });
    if (found !== null) invisible.push(found);
  }
  expect(invisible).toEqual([]);
});

test('Tab walks through the editor and types nothing', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/config': 'x' });
  await workbench.open('/config');
  const { node } = workbench;
  await expect(node.data.getByRole('button', { name: 'Tab leaves' })).toBeVisible();
  for (const key of ['Tab', 'Shift+Tab']) {
    await node.focusEditor();
    await page.keyboard.press(key);
    await expect(node.editor).not.toBeFocused();
  }
  await expect(node.save).toBeDisabled();
  await node.append('!');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ControlOrMeta+S');
  await expect.poll(() => readText(znodes.other, '/config')).toBe('x!');
});

test('Ctrl+M lets Tab type, which is shown and remembered; Escape leads out all the same', async ({
  launch,
  znodes,
  userDataDir,
}) => {
  await znodes.seed({ '/config': 'x' });
  const args = ['--connect', znodes.connectString, '--path', '/config'];
  const first = await launch(args, { userDataDir });
  const { node } = first.workbench;
  const { keyboard } = first.page;
  await node.focusEditor();
  await keyboard.press('Control+M');
  await expect(node.data.getByRole('button', { name: 'Tab types' })).toBeVisible();
  await keyboard.press('ControlOrMeta+Home');
  await keyboard.press('Tab');
  await expect(node.editor).toBeFocused();
  await keyboard.press('Escape');
  await keyboard.press('Tab');
  await expect(node.editor).not.toBeFocused();
  await keyboard.press('ControlOrMeta+S');
  await expect.poll(() => readText(znodes.other, '/config')).toBe('\tx');
  await first.close();

  const again = await launch(args, { userDataDir });
  const state = again.workbench.node.data.getByRole('button', { name: /^Tab/ });
  await expect(state).toHaveText('Tab types');
  await again.workbench.runCommand('Toggle Tab key moves focus');
  await expect(state).toHaveText('Tab leaves');
});
