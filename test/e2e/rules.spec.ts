import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { RulesDialog } from './pages/rules.ts';

/** A notification of the main process, as the test sees it. */
interface SeenNotification {
  readonly title: string;
  readonly body: string;
  readonly silent: boolean;
}

interface Seen {
  seenNotifications: Electron.Notification[];
}

/**
 * Keeps the notifications that the main process shows instead of handing them to the system, which on a test machine
 * has no service for them.
 */
async function catchNotifications(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ Notification }) => {
    const seen: Electron.Notification[] = [];
    (globalThis as unknown as Seen).seenNotifications = seen;
    Notification.isSupported = () => true;
    Notification.prototype.show = function show(this: Electron.Notification) {
      seen.push(this);
    };
  });
}

function notifications(electron: ElectronApplication): Promise<readonly SeenNotification[]> {
  return electron.evaluate(() =>
    (globalThis as unknown as Seen).seenNotifications.map(({ title, body, silent }) => ({
      title,
      body,
      silent,
    })),
  );
}

test.use({ ownApp: true });

test('a change by somebody else notifies, and a click on it opens the node', async ({
  app,
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/config/timeout': '3000', '/config/mode': 'x', '/elsewhere': 'x' });
  await catchNotifications(app.electron);
  const rules = new RulesDialog(app.page);

  await workbench.open('/config');
  await workbench.runCommand('Notify me about this node…');
  await expect(rules.path).toHaveValue('/config');
  await rules.path.fill('/config/**');
  await rules.chooseValue('fits the expression', '^\\d+$');
  await rules.name.fill('Timeouts');
  await rules.save.click();
  await expect(rules.dialog).toBeHidden();
  await expect(workbench.watches.region).toContainText('Subtree');
  await expect(workbench.watches.region).toContainText('“Timeouts”');
  await workbench.open('/elsewhere');

  await znodes.other.setData('/config/mode', 'not a number');
  await znodes.other.setData('/elsewhere', '1');
  await znodes.other.setData('/config/timeout', '5000');
  await expect.poll(() => notifications(app.electron)).toHaveLength(1);
  expect(await notifications(app.electron)).toEqual([
    {
      title: 'Data changed: timeout',
      body: '/config/timeout\nRule: Timeouts',
      silent: true,
    },
  ]);

  await expect(workbench.address).toHaveValue('/elsewhere');
  await app.electron.evaluate(() => {
    (globalThis as unknown as Seen).seenNotifications[0]?.emit('click');
  });
  await expect(workbench.address).toHaveValue('/config/timeout');
  await expect(workbench.node.statField('czxid')).toBeVisible();
});

test('a rule is tried against what was seen, kept over a restart, and switched off', async ({
  app,
  workbench,
  znodes,
  launch,
  userDataDir,
}) => {
  await znodes.seed({ '/services/a': '' });
  await workbench.open('/services');
  await workbench.watches.add('Subtree');
  await znodes.other.create('/services/b', '');
  await znodes.other.create('/services/c', '');
  await expect(workbench.changes.rows('Created', '/services/c')).toHaveCount(1);

  await workbench.runCommand('Notification rules…');
  const rules = new RulesDialog(app.page);
  await rules.addFirst.click();
  await rules.path.fill('/services/{b,');
  await rules.tryIt.click();
  await expect(rules.path).toHaveAttribute('aria-invalid', 'true');
  await rules.path.fill('/services/{b,x}');
  await rules.tryIt.click();
  await expect(rules.dialog).toContainText(/1 of the \d+ entries kept would have notified/);
  await expect(rules.trialRows).toHaveCount(1);
  await expect(rules.trialRows).toContainText('/services/b');
  await rules.save.click();
  await rules.switch('/services/{b,x}').click();
  await expect(rules.switch('/services/{b,x}')).not.toBeChecked();
  await app.close();

  const again = await launch(['--connect', znodes.connectString], { userDataDir });
  await again.workbench.expectConnected();
  await again.workbench.runCommand('Notification rules…');
  const kept = new RulesDialog(again.page);
  await expect(kept.switch('/services/{b,x}')).not.toBeChecked();
  await catchNotifications(again.electron);
  await kept.example.click();
  await expect.poll(() => notifications(again.electron)).toHaveLength(1);
});
