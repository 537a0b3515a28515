import type { ElectronApplication } from '@playwright/test';
import type { App } from './support/app.ts';
import { expect, test } from './desktop-fixtures.ts';
import type { TestChroot } from '../fixtures/chroot.ts';
import { RulesDialog } from './pages/rules.ts';

/** Makes a rule for everything below a path, and has its subtree watched. */
async function notifyAbout({ page, workbench }: App, path: string, name: string): Promise<void> {
  const rules = new RulesDialog(page);
  await workbench.open(path);
  await workbench.runCommand('Notify me about this node…');
  await rules.path.fill(`${path}/**`);
  await rules.name.fill(name);
  await rules.save.click();
  await expect(rules.dialog).toBeHidden();
  await expect(workbench.watches.region).toContainText('Subtree');
}

/** Another window comes to the front and has the keyboard. */
async function coverWindow({ electron }: App): Promise<void> {
  await electron.evaluate(async ({ BrowserWindow }) => {
    const cover = new BrowserWindow({ show: false, title: 'Cover' });
    await cover.loadURL('about:blank');
    cover.show();
    cover.focus();
  });
  await expect.poll(() => titleInFront(electron)).not.toContain('Treekeeper');
}

/** @returns the title of the window that has the keyboard. */
function titleInFront(electron: ElectronApplication): Promise<string> {
  return electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.getTitle() ?? 'none of them',
  );
}

test('the desktop notifies of a change, and a click on it opens the node in the window', async ({
  desktop,
  launch,
  znodes,
}) => {
  await znodes.seed({ '/config/a & b <c>': '3000', '/elsewhere': 'x' });
  const app = await launch(['--connect', znodes.connectString], { env: desktop.env });
  const { workbench } = app;
  await workbench.expectConnected();
  await notifyAbout(app, '/config', 'Config & co');
  await workbench.open('/elsewhere');

  await znodes.other.setData('/elsewhere', 'y');
  await znodes.other.setData('/config/a & b <c>', '5000');
  await expect.poll(() => desktop.notifications()).toHaveLength(1);
  expect(await desktop.notifications()).toEqual([
    { title: 'Data changed: a & b ‹c›', body: '/config/a & b ‹c›\nRule: Config & co' },
  ]);

  await coverWindow(app);
  await desktop.activateFirst();
  await expect(workbench.address).toHaveValue('/config/a & b <c>');
  await workbench.node.expectText('5000');
  await expect.poll(() => titleInFront(app.electron)).toContain('Treekeeper');
});

test('what comes in quiet hours or in a flood is summed up', async ({
  desktop,
  launch,
  znodes,
}) => {
  await znodes.seed({ '/jobs': '' });
  const app = await launch(['--connect', znodes.connectString], { env: desktop.env });
  const { workbench, page, electron } = app;
  await workbench.expectConnected();
  await notifyAbout(app, '/jobs', 'Jobs');
  const rules = new RulesDialog(page);
  const titles = async () => (await desktop.notifications()).map(({ title }) => title);

  await workbench.runCommand('Notification rules…');
  await rules.quietHours.click();
  await rules.quietFrom.fill(timeOfDay(-60));
  await rules.quietTo.fill(timeOfDay(600));
  await page.keyboard.press('Escape');
  await expect(rules.dialog).toBeHidden();
  await createJobs(znodes, 'quiet', 12);
  await expect(workbench.changes.rows('Created', '/jobs/quiet-11')).toHaveCount(1);
  await letRulesJudge(electron);
  expect(await titles()).toEqual([]);
  await workbench.runCommand('Notification rules…');
  await rules.quietHours.click();
  await expect.poll(titles).toEqual(['… and 12 more changes']);
  expect(await desktop.notifications()).toEqual([
    { title: '… and 12 more changes', body: 'During quiet hours\nRule: Jobs' },
  ]);
  await page.keyboard.press('Escape');

  await createJobs(znodes, 'flood', 30);
  await expect(workbench.changes.rows('Created', '/jobs/flood-29')).toHaveCount(1);
  await letRulesJudge(electron);
  await expect.poll(titles).toHaveLength(5);
  expect(await titles()).toEqual([
    '… and 12 more changes',
    ...['0', '1', '2', '3'].map((n) => `Created: flood-${n}`),
  ]);
  await electron.evaluate(() => {
    const now = performance.now.bind(performance);
    // It cannot be assigned.
    Object.defineProperty(performance, 'now', { value: () => now() + 61_000 });
  });
  await znodes.other.create('/jobs/last', '');
  await expect.poll(titles).toHaveLength(7);
  expect((await titles()).slice(5)).toEqual(['… and 26 more changes', 'Created: last']);
});

/**
 * Rules judge a change a moment after it was seen, and nothing shows that they held one back: a later timer of the same
 * process comes after that, however busy the machine is.
 */
async function letRulesJudge(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
}

/** @returns the time of day so many minutes from now, as it is typed. */
function timeOfDay(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toTimeString().slice(0, 5);
}

async function createJobs({ other }: TestChroot, name: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) await other.create(`/jobs/${name}-${String(n)}`, '');
}
