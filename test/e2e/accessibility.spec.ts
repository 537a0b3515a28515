import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { RulesDialog } from './pages/rules.ts';
import { findClosedAddress } from './support/tcp-servers.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

/** Scans what is on screen, once its motion has ended. @throws when there is a serious or critical finding. */
async function scan(page: Page, screen: string): Promise<void> {
  await test.step(`scan: ${screen}`, async () => {
    await page.evaluate(() =>
      Promise.allSettled(
        document
          .getAnimations()
          .filter((animation) => animation.effect?.getComputedTiming().iterations !== Infinity)
          .map((animation) => animation.finished),
      ),
    );
    // By the debugger's road, since the page's policy refuses a script element.
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
    );
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, any, all, none }) => {
          const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
          return `${id}: ${why} — ${html.slice(0, 160)}`;
        }),
      );
    expect.soft(serious, screen).toEqual([]);
  });
}

/** Switches the theme. The page takes it up in its own time, and a scan in the middle sees the colours of both. */
async function showIn(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator(':root')).toHaveAttribute('data-theme', colorScheme);
}

test.use({ ownApp: true });

for (const colorScheme of ['light', 'dark'] as const) {
  test(`no serious finding on the connect screen, ${colorScheme}`, async ({ launch }) => {
    const { workbench, page } = await launch();
    await showIn(page, colorScheme);
    const { connect } = workbench;
    await expect(connect.connectString).toBeVisible();
    await scan(page, 'connect screen');
    await connect.showOptions();
    await scan(page, 'connect options');
    await connect.connectString.fill('a:b');
    await connect.connectString.press('Enter');
    await expect(connect.connectString).toHaveAttribute('aria-invalid', 'true');
    await scan(page, 'connect string malformed');
    await connect.setNumber(connect.retryTries, 0);
    await connect.connectString.fill(await findClosedAddress());
    await connect.connect.click();
    await expect(connect.failure).toBeVisible();
    await scan(page, 'connection failed');
  });

  test(`no serious finding in the workbench, ${colorScheme}`, async ({
    workbench,
    znodes,
    page,
  }) => {
    // A scan takes up to a second, and there are twenty screens.
    test.setTimeout(180_000);
    await showIn(page, colorScheme);
    await znodes.seed({
      '/config': '{"timeout": 3000, "hosts": ["a", "b"], "on": true, "none": null}',
      '/bean': '<bean id="a" class="b"><!-- comment --></bean>',
      '/server': 'port: 8080 # comment\nname: "x"\n',
      '/properties': '# comment\na.b=c\n',
      '/binary': Uint8Array.of(255, 254, 0, 1),
      '/none': null,
      '/secret': 'x',
      '/app/child': '',
    });
    const { other } = znodes;
    await other.setAcl('/secret', [{ scheme: 'ip', id: '10.0.0.1', permissions: 31 }]);
    await other.create('/leader', 'me', { ephemeral: true });
    await scan(page, 'nothing selected');
    for (const path of [
      '/config',
      '/bean',
      '/server',
      '/properties',
      '/binary',
      '/none',
      '/leader',
    ]) {
      await workbench.open(path);
      await expect(workbench.node.data).toBeVisible();
      await scan(page, `node ${path}`);
    }
    await workbench.tree.select('secret');
    await scan(page, 'a locked node');
    await workbench.open('/config');
    await workbench.node.showAcl();
    await scan(page, 'ACL');
    await workbench.node.showStat();
    await workbench.node.create.click();
    await expect(workbench.createDialog.dialog).toBeVisible();
    await scan(page, 'New node');
    await workbench.createDialog.name.fill('a//b');
    await scan(page, 'New node with a bad name');
    await page.keyboard.press('Escape');
    await expect(workbench.createDialog.dialog).toBeHidden();
    await workbench.open('/app');
    await workbench.node.remove.click();
    await expect(workbench.deleteDialog.submit).toBeEnabled();
    await scan(page, 'Delete');
    await page.keyboard.press('Escape');
    await page.keyboard.press('ControlOrMeta+K');
    await expect(workbench.palette).toBeVisible();
    await scan(page, 'Commands');
    await page.keyboard.press('Escape');
    await workbench.runCommand('Notification rules…');
    const rules = new RulesDialog(page);
    await expect(rules.addFirst).toBeVisible();
    await scan(page, 'no rules');
    await rules.addFirst.click();
    await rules.save.click();
    await expect(rules.path).toHaveAttribute('aria-invalid', 'true');
    await scan(page, 'a rule without a path');
    await rules.path.fill('/**');
    await rules.save.click();
    await rules.tryRule('/**').click();
    await expect(rules.trialRows).not.toHaveCount(0);
    await scan(page, 'rules');
    await page.keyboard.press('Escape');
    await expect(rules.dialog).toBeHidden();
    await workbench.open('/config');
    await workbench.watches.add('Node');
    await scan(page, 'Watches');
    await workbench.node.type('mine');
    await other.setData('/config', 'theirs');
    await workbench.node.expectStat('version', 1);
    await scan(page, 'changed under a draft');
    await workbench.changes.rows('Data changed', '/config').first().click();
    await expect(workbench.changes.detail).toBeVisible();
    await scan(page, 'one change');
    await workbench.node.save.click();
    await expect(workbench.conflictDialog.dialog).toBeVisible();
    await scan(page, 'Conflict');
    await workbench.conflictDialog.keepTheirs.click();
    await other.delete('/config');
    await expect(page.getByText(/deleted|no longer/i).first()).toBeVisible();
    await scan(page, 'a deleted node');
    await other.delete('/leader');
  });
}
