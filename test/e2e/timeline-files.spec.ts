import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

test.use({ ownApp: true });

test('an exported timeline is looked at without a connection', async ({ app, znodes, tempDir }) => {
  const { workbench, electron } = app;
  const { changes, connect, page } = workbench;
  await electron.evaluate(
    ({ dialog }, file) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: file });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] });
    },
    join(tempDir, 'incident.ndjson'),
  );
  await znodes.seed({ '/config': 'before' });
  await workbench.open('/config');
  await workbench.node.expectText('before');
  await znodes.other.setData('/config', 'after');
  await expect(changes.rows('Data changed', '/config')).toHaveCount(1);

  await changes.region.getByRole('button', { name: 'Export and import' }).click();
  await page.getByRole('menuitem', { name: 'Export as NDJSON…' }).click();
  await expect(page.getByText(/written to .*incident\.ndjson/).first()).toBeVisible();
  await workbench.runCommand('Disconnect');
  await page.getByRole('button', { name: 'Open a timeline file…' }).click();

  await expect(changes.region.getByText('Offline file')).toBeVisible();
  await expect(workbench.tree.tree).toBeHidden();
  await changes.rows('Data changed', '/config').click();
  await expect(changes.detail).toContainText('before');
  await expect(changes.detail).toContainText('after');

  await changes.region.getByRole('button', { name: 'Close file' }).click();
  await expect(connect.connectString).toBeVisible();
});

/** Takes a while to read, and hardly any room in memory. */
function longTimeline(): string {
  const line = JSON.stringify({ seenAt: 1, kind: 'dataChanged', path: '/config', count: 1 });
  return `${line}\n`.repeat(600_000);
}

test('an import from the connect screen shows how far it is, can be cancelled, and may fail', async ({
  app,
  tempDir,
}) => {
  const { workbench, electron } = app;
  const { connect, page } = workbench;
  const file = join(tempDir, 'long.ndjson');
  await writeFile(file, longTimeline());
  const choose = (path: string) =>
    electron.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
    }, path);
  await choose(file);
  await workbench.runCommand('Disconnect');
  const open = page.getByRole('button', { name: 'Open a timeline file…' });
  await open.click();
  const progress = page.getByRole('progressbar', { name: 'Importing long.ndjson' });
  await expect(progress).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toBeHidden();
  await expect(connect.connectString).toBeVisible();

  await choose(join(tempDir, 'missing.ndjson'));
  await open.click();
  await expect(workbench.alert).toContainText('Importing changes failed');
  await connect.connectString.fill('localhost:1');
  await expect(open).toBeEnabled();
});
