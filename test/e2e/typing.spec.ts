import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

/** What is there, what is done to it key by key, and what must be stored. */
const cases = [
  ['brackets and quotes over a selection', '{"a":1}', ['ControlOrMeta+A', '{"b":2}'], '{"b":2}'],
  ['quotes, brackets and tags', '', [`"x" 'y' (z) [0] {1} <a>`], `"x" 'y' (z) [0] {1} <a>`],
  [
    'lines with an indentation of their own',
    '{}',
    ['ControlOrMeta+A', '{\n  "a": [\n1\n]\n}'],
    '{\n  "a": [\n1\n]\n}',
  ],
  ['blanks at the end of a line', '', ['a  \n  \nb'], 'a  \n  \nb'],
  [
    'Backspace in an indentation',
    'a:\n    b',
    ['ControlOrMeta+Home', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'Backspace'],
    'a:\n   b',
  ],
  [
    'Enter in an indented line',
    'a:\n    b',
    ['ControlOrMeta+End', 'Enter', 'c: d'],
    'a:\n    b\nc: d',
  ],
] as const;

const keys = /^(?:ControlOrMeta\+\w+|Arrow\w+|Enter|Backspace)$/;

for (const [what, before, acts, after] of cases) {
  test(`stores what is typed: ${what}`, async ({ workbench, znodes, page }) => {
    await znodes.seed({ '/typed': before });
    await workbench.open('/typed');
    await workbench.node.focusEditor();
    for (const act of acts) {
      if (keys.test(act)) await page.keyboard.press(act);
      else await page.keyboard.type(act);
    }
    await page.keyboard.press('ControlOrMeta+S');
    await expect.poll(() => readText(znodes.other, '/typed')).toBe(after);
  });
}

test('typing that never pauses outlives a killed application', async ({ launch, znodes }) => {
  await znodes.seed({ '/one': '' });
  const args = ['--connect', znodes.connectString, '--path', '/one'];
  const first = await launch(args);
  await first.workbench.node.focusEditor();
  const begun = Date.now();
  const pressed: { readonly number: number; readonly at: number }[] = [];
  while (Date.now() - begun < 4_000) {
    const number = pressed.length;
    await first.page.keyboard.insertText(`${String(number)} `);
    pressed.push({ number, at: Date.now() });
  }
  const killedAt = Date.now();
  first.kill();
  await first.ended;
  const safe = pressed.filter(({ at }) => at < killedAt - 2_000).at(-1);
  if (!safe) throw new Error('Nothing was typed in time.');

  const { workbench } = await launch(args);
  await workbench.node.expectText(`${String(safe.number - 1)} ${String(safe.number)}`);
});

test('a line of 600 KB is drawn to its end, and Find leads to what it found', async ({
  workbench,
  znodes,
  page,
}) => {
  const collections = Array.from({ length: 9_000 }, (_, i) => [
    `collection-${String(i)}`,
    { shards: i, router: 'compositeId', replicas: 'r1,r2' },
  ]);
  const state = JSON.stringify({ ...Object.fromEntries(collections), needle: 'the last one' });
  await znodes.seed({ '/state.json': state });
  await workbench.open('/state.json');
  await workbench.node.focusEditor();
  await page.keyboard.press('ControlOrMeta+F');
  await page.keyboard.insertText('needle');
  await page.keyboard.press('Enter');
  const line = workbench.node.data.locator('.view-line', { hasText: 'needle' });
  await expect(line).toBeInViewport();
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText('!');
  await expect(workbench.node.data.locator('.view-line').last()).toContainText('one"}!');
});
