import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestChroot } from '../fixtures/chroot.ts';
import { expect, test } from './desktop-fixtures.ts';
import { startDesktop } from './support/desktop.ts';

const seed = {
  '/services/orders': 'replicas=1',
  '/services/gone': 'x',
  '/services/same': 'x',
  '/elsewhere': 'x',
};

async function seedAll(znodes: TestChroot): Promise<readonly string[]> {
  await znodes.seed(seed);
  return ['--connect', znodes.connectString];
}

test('restart of the application with a kept watch', async ({
  desktop,
  launch,
  znodes,
  userDataDir,
}) => {
  const args = await seedAll(znodes);
  const { other } = znodes;
  const first = await launch(args, { env: desktop.env });
  const { workbench } = first;
  await workbench.expectConnected();
  await workbench.open('/services');
  await workbench.watches.add('Subtree');
  await workbench.watches.keep.click();
  await expect(workbench.watches.region).toContainText(/of 64 MB on disk/);
  await other.setData('/services/orders', 'replicas=2');
  await expect(workbench.changes.rows('Data changed', '/services/orders')).toHaveCount(1);
  await first.close();

  await other.setMany('/services/orders', ['replicas=3', 'replicas=4']);
  await other.create('/services/payments', 'new');
  await other.delete('/services/gone');
  await other.setData('/elsewhere', 'not watched');

  const { workbench: again } = await launch(args, { env: desktop.env, userDataDir });
  await again.expectConnected();
  await expect(again.watches.region).toContainText('/services');
  await expect(again.watches.keep).toHaveAttribute('aria-pressed', 'true');
  await expect(again.changes.rows('Deleted', '/services/gone')).toHaveCount(1);
  // Newest first; in which order differences are found does not matter.
  const shown = await again.changes.shown();
  expect(shown.slice(0, 3).sort()).toEqual([
    'Created /services/payments',
    'Data changed×2 /services/orders',
    'Deleted /services/gone',
  ]);
  expect(shown.slice(3)).toEqual([
    expect.stringMatching(
      /^Gap Connection closed for [\d.]+ (ms|s); 4 changes found afterwards; [\d:]+ – [\d:]+$/,
    ),
    expect.stringContaining('Session Connected'),
    expect.stringContaining('Session'),
    'Data changed /services/orders',
  ]);
  const found = again.changes.grid.getByRole('row').filter({ hasText: 'Data changed×2' });
  await expect(found).toContainText('1 → 3');
  await found.click();
  await expect(again.changes.detail).toContainText('replicas=2');
  await expect(again.changes.detail).toContainText('replicas=4');

  await expectNothingPlain(join(userDataDir, 'histories'), ['services', 'orders', 'replicas']);
});

test('without a keychain keeping is refused, and why', async ({ launch, znodes, tempDir }) => {
  const folder = join(tempDir, 'desktop');
  const desktop = await startDesktop({ folder, hasKeychain: false, hasNotifications: false });
  const args = await seedAll(znodes);
  const app = await launch(args, { env: desktop.env });
  const { workbench } = app;
  await workbench.expectConnected();
  await workbench.open('/services');
  await workbench.watches.add('Subtree');
  await workbench.watches.keep.click();
  await expect(workbench.watches.region.getByRole('alert')).toContainText(
    'this system has no keychain to hold the key',
  );
  await expect(workbench.watches.keep).toHaveAttribute('aria-pressed', 'false');
  await app.close();
  await desktop.end();
});

/** Reads every file, and expects texts in none of them. */
async function expectNothingPlain(folder: string, texts: readonly string[]): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  // A key, what was known, and what was written by each of the two starts.
  expect(files.length).toBeGreaterThanOrEqual(4);
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name));
    for (const text of texts) expect(bytes.includes(text), `${text} in ${name}`).toBe(false);
  }
}
