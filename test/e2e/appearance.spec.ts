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

test('Chinese fits into 800×600', async ({ launch, znodes }) => {
  const app = await launch(['--lang', 'zh-CN', '--connect', znodes.connectString]);
  await app.resize(800, 600);
  await expect(app.page.getByRole('tree')).toBeInViewport();
  const cut = () =>
    app.page
      .getByRole('button')
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => button.scrollWidth > button.clientWidth + 1)
          .map((button) => button.textContent),
      );
  // The panels take their new sizes a frame or two after the window has its own.
  await expect.poll(cut).toEqual([]);
});
