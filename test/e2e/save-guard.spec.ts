import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

/** What is there, what it is changed to, and the line of the mistake. */
const mistakes = [
  ['JSON', '{\n  "a": 1\n}', '{\n  "a": 1,\n}', 3],
  ['XML', '<a>\n  <b/>\n</a>', '<a>\n  <b>\n</a>', 3],
  ['YAML', 'a: 1\nb:\n  - c\n', 'a: 1\nb:\n\t- c\n', 3],
] as const;

for (const [language, before, after, line] of mistakes) {
  test(`asks before valid ${language} is replaced by what is none`, async ({
    workbench,
    znodes,
    page,
  }) => {
    await znodes.seed({ '/config': before });
    await workbench.open('/config');
    const { node } = workbench;
    await node.expectLanguage(language);
    await node.type(after);
    await page.keyboard.press('ControlOrMeta+S');
    const name = `Not valid ${language}, line ${String(line)}. Save anyway?`;
    const question = page.getByRole('dialog', { name });
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await expect(question).toBeHidden();
    expect(await readText(znodes.other, '/config')).toBe(before);
    // The caret is where the mistake is, and nothing typed is lost.
    await expect(node.editor).toBeFocused();
    await page.keyboard.type('#');
    await page.keyboard.press('Backspace');
    await expect(node.save).toBeEnabled();
    await expect(node.data.locator('.active-line-number')).toHaveText(String(line));
    await node.save.click();
    await question.getByRole('button', { name: 'Save anyway' }).click();
    await expect.poll(() => readText(znodes.other, '/config')).toBe(after);
    await expect(node.save).toBeDisabled();
    // What is not valid by now is asked about no more.
    await node.append(' ');
    await page.keyboard.press('ControlOrMeta+S');
    await expect.poll(() => readText(znodes.other, '/config')).toBe(`${after} `);
  });
}

test('conflict markers are never saved', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/config': 'a=1\ntimeout=3000\n' });
  await workbench.open('/config');
  const { node } = workbench;
  await node.type('a=1\ntimeout=1111\n');
  await znodes.other.setData('/config', 'a=1\ntimeout=2222\n');
  await node.expectStat('version', 1);
  await node.save.click();
  await workbench.conflictDialog.merge.click();
  await node.expectText('1111');
  await node.save.click();
  const refusal = page.getByRole('alert').filter({ hasText: /^Not saved: .* in line 2/ });
  await expect(refusal).toBeVisible();
  await expect(node.editor).toBeFocused();
  await expect(node.data.locator('.active-line-number')).toHaveText('2');
  expect(await readText(znodes.other, '/config')).toBe('a=1\ntimeout=2222\n');
  await node.type('a=1\ntimeout=3333\n');
  await expect(refusal).toBeHidden();
  await page.keyboard.press('ControlOrMeta+S');
  await expect.poll(() => readText(znodes.other, '/config')).toBe('a=1\ntimeout=3333\n');
});
