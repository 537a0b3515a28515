import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { en } from '../../renderer/i18n/en/index.ts';
import { zhCn } from '../../renderer/i18n/zh-cn/index.ts';
import { expect, test } from './fixtures.ts';

test.use({ ownApp: true });

test('the language changes at run time, the text being typed stays', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/config': 'x' });
  await workbench.open('/config');
  await workbench.node.type('typed');
  await workbench.runCommand(/Language: 简体中文/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('status').filter({ hasText: '已连接' })).toBeVisible();
  await expect(page.getByRole('tree')).toBeVisible();
  await expect(page.getByText('typed').first()).toBeVisible();
  const english = await page.getByRole('button').evaluateAll((buttons) =>
    buttons
      .map((button) => button.getAttribute('aria-label') ?? button.textContent)
      // Names of key caps, formats and znodes are the same in every language.
      .filter((name) => /[a-z]{4,}/.test(name) && !/[\u4e00-\u9fff]/.test(name)),
  );
  expect(
    english.filter((name) => !name.includes('config')),
    'buttons left in English',
  ).toEqual([]);
});

test('letters come from the fonts of the application', async ({ page }) => {
  const loaded = await page.evaluate(() =>
    [...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family),
  );
  // Chromium gives a family as it is written, with or without quotes.
  expect(loaded.join(' ')).toContain('Inter Variable');
  expect(loaded.join(' ')).toContain('JetBrains Mono Variable');
});

test('the language is remembered', async ({ launch, znodes }) => {
  const first = await launch(['--connect', znodes.connectString]);
  await first.workbench.expectConnected();
  await first.workbench.runCommand(/Language: 简体中文/);
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await first.close();
  const second = await launch(['--connect', znodes.connectString], { withoutLanguage: true });
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('the theme follows the system and can be chosen', async ({ workbench, page }) => {
  const background = () =>
    page.evaluate(() => {
      const [red = 0, green = 0, blue = 0] = (
        getComputedStyle(document.body).backgroundColor.match(/\d+/g) ?? []
      ).map(Number);
      return red + green + blue > 382 ? 'light' : 'dark';
    });
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(background).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(background).toBe('light');
  await workbench.runCommand('Theme: dark');
  await expect.poll(background).toBe('dark');
  await workbench.runCommand('Theme: light');
  await expect.poll(background).toBe('light');
});

test('everything fits into 800×600', async ({ app, znodes }) => {
  const { workbench, page } = app;
  await znodes.seed({ [`/${'long-name-'.repeat(30)}/child`]: 'x', '/config': '{"a": 1}' });
  await app.resize(800, 600);
  await workbench.goTo('/config');
  const overflow = () =>
    page.evaluate(() => ({
      width: document.documentElement.scrollWidth - innerWidth,
      height: document.documentElement.scrollHeight - innerHeight,
    }));
  expect(await overflow()).toEqual({ width: 0, height: 0 });
  const parts = [
    workbench.tree.tree,
    workbench.node.editor,
    workbench.node.save,
    workbench.node.create,
    workbench.address,
    workbench.session,
    workbench.changes.grid,
  ];
  for (const part of parts) await expect(part).toBeInViewport();
  await workbench.node.create.click();
  await expect(workbench.createDialog.submit).toBeInViewport({ ratio: 1 });
  await expect(workbench.createDialog.name).toBeInViewport({ ratio: 1 });
  await page.keyboard.press('Escape');
  await workbench.goTo(`/${'long-name-'.repeat(30)}`);
  expect(await overflow()).toEqual({ width: 0, height: 0 });
  await expect(workbench.node.save).toBeInViewport({ ratio: 1 });
});

for (const [language, w] of [
  ['en', en],
  ['zh-CN', zhCn],
] as const) {
  test(`nothing is cut off in a small window: ${language}`, async ({ launch, znodes, tempDir }) => {
    test.slow();
    const path = '/config/feature-flags/a-name-that-does-not-fit-beside-its-buttons';
    await znodes.seed({ [path]: '0' });
    const { page, electron, resize } = await launch([
      ...['--lang', language, '--connect', znodes.connectString, '--path', path],
    ]);
    await resize(800, 600);
    const expectNothingCut = async (what: string) => {
      // The panels take their new sizes a frame or two after the window has its own.
      await expect.poll(() => findCut(page), what).toEqual([]);
    };
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    const grid = page.getByRole('grid', { name: w.changes.title });
    await expect(page.getByRole('tree')).toBeInViewport();
    await expectNothingCut('the window as it opens');

    await button(w.watches.watch).click();
    await page.getByRole('menuitem', { name: w.watches.node, exact: true }).click();
    await expect(button(w.watches.remove)).toBeVisible();
    await znodes.other.createLevel('/config', 'part-', 40);
    await expect(grid.getByRole('row').nth(9)).toBeVisible();
    await expectNothingCut('a watch and its changes');

    await grid.focus();
    await page.keyboard.press('End');
    await znodes.other.setMany(path, Array.from({ length: 2_000 }, String));
    await expect(page.getByText(/2,000/).first()).toBeVisible();
    await button(w.watches.switchOff).click();
    await expect(button(w.watches.switchOn)).toBeVisible();
    await expectNothingCut('new changes above, and watches that are off');

    await grid.focus();
    await page.keyboard.press('Home');
    await grid.getByRole('gridcell', { name: path, exact: true }).first().click();
    await expect(page.getByRole('region', { name: w.changes.detail, exact: true })).toBeVisible();
    await expectNothingCut('one change');
    await button(w.changes.closeDetail).click();

    await page.getByRole('searchbox', { name: w.changes.filterPath }).fill('nothing-like-it');
    await expect(page.getByText(w.changes.noMatchTitle)).toBeVisible();
    await expectNothingCut('a filter that nothing passes');
    await button(w.changes.clearFilter).click();

    await page.getByRole('tab', { name: w.history.title }).click();
    const versions = page.getByRole('grid', { name: w.history.title });
    await expectNothingCut('the history');
    await versions.getByRole('row').nth(1).click();
    await expect(page.getByRole('region', { name: w.history.comparison })).toBeVisible();
    await expectNothingCut('two versions');

    const file = join(tempDir, 'a-timeline-of-the-night-with-a-long-name.ndjson');
    await electron.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
    }, file);
    await button(w.changes.more).click();
    await page.getByRole('menuitem', { name: w.changes.exportNdjson }).click();
    await expect(page.getByText(file).first()).toBeVisible();
    await button(w.changes.more).click();
    await page.getByRole('menuitem', { name: w.changes.importFile }).click();
    await expect(page.getByText(w.changes.offline)).toBeVisible();
    await expectNothingCut('a timeline from a file');
  });
}

test('nothing is printed over something else in the status bar of a small window at 200 %', async ({
  launch,
  znodes,
}) => {
  const { page, resize, workbench } = await launch(['--connect', znodes.connectString]);
  await workbench.expectConnected();
  await resize(800, 600);
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const zoomed = await window.treekeeper.calls['page.zoom']({ change: 'in' });
        return zoomed.ok ? zoomed.value : 0;
      }),
    )
    .toBeGreaterThanOrEqual(2);
  const overlaps = () =>
    workbench.statusBar.evaluate((bar) => {
      const boxes = [...bar.querySelectorAll('span, button, [role=status]')]
        .filter((element) => element.children.length === 0 || element.localName === 'button')
        .map((element) => ({ text: element.textContent, box: element.getBoundingClientRect() }))
        .filter(({ text, box }) => text !== '' && box.width > 1);
      return boxes.flatMap(({ text, box }, place) => {
        const next = boxes[place + 1];
        return next && next.box.left < box.right - 1 ? [`${text} | ${next.text}`] : [];
      });
    });
  await expect.poll(overlaps).toEqual([]);
});

/**
 * Finds what does not fit: controls that are cut or whose text is, places that scroll sideways, and text that is cut
 * without being told on hover. Monaco has its own ways, and the names of znodes in the tree are cut by themselves.
 * @returns a sentence for each.
 */
function findCut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const controls = 'button, select, input, [role=tab]';
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (element.closest('.monaco-editor, [role=tree], svg')) continue;
      const box = element.getBoundingClientRect();
      // What only assistive tools are told is a pixel high.
      if (box.width <= 1 || box.height <= 1) continue;
      const name = `${element.localName} “${(element.ariaLabel ?? element.textContent).slice(0, 40)}”`;
      const { overflowX, textOverflow } = getComputedStyle(element);
      const isTooLong = element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0;
      if (isTooLong && (overflowX === 'auto' || overflowX === 'scroll')) {
        found.push(`${name} scrolls sideways`);
      }
      const isTold = element.closest('[title]') !== null;
      if (isTooLong && overflowX === 'hidden' && textOverflow === 'ellipsis' && !isTold) {
        if (element.localName !== 'input') found.push(`${name} is cut and not told on hover`);
      }
      if (!element.matches(controls)) continue;
      // The mark beside a text to copy stands outside and takes no room.
      const mark = element.querySelector('svg');
      const hasMarkOutside = mark !== null && getComputedStyle(mark).position === 'absolute';
      if (isTooLong && element.localName === 'button' && !isTold && !hasMarkOutside) {
        found.push(`${name} is longer than its frame`);
      }
      for (let around = element.parentElement; around; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === 'visible') continue;
        const frame = around.getBoundingClientRect();
        if (box.right > frame.right + 1 || box.left < frame.left - 1) {
          found.push(`${name} sticks out of its panel`);
          break;
        }
      }
    }
    return [...new Set(found)];
  });
}
