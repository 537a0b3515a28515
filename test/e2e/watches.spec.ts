import { expect, test } from './fixtures.ts';

test('a watch on a node sees that node and nothing below it', async ({ workbench, znodes }) => {
  await znodes.seed({ '/app/part': 'x', '/elsewhere': '' });
  await workbench.open('/app');
  await workbench.watches.add('Node');
  await workbench.open('/elsewhere');
  await workbench.tree.root.click();
  await znodes.other.setData('/app/part', 'y');
  await znodes.other.setData('/app', 'y');
  await expect(workbench.changes.rows('Data changed', '/app')).toHaveCount(1);
  await expect(workbench.changes.rows('Data changed', '/app/part')).toHaveCount(0);
});

test('a watch on children sees them come, change and go', async ({ workbench, znodes }) => {
  await znodes.seed({ '/app/part/deeper': 'x' });
  await workbench.open('/app');
  await workbench.watches.add('Children');
  await znodes.other.create('/app/new', 'x');
  await expect(workbench.changes.rows('Created', '/app/new')).toHaveCount(1);
  await znodes.other.setData('/app/part', 'y');
  await expect(workbench.changes.rows('Data changed', '/app/part')).toHaveCount(1);
  await znodes.other.delete('/app/new');
  await expect(workbench.changes.rows('Deleted', '/app/new')).toHaveCount(1);
  await expect(workbench.changes.rows('Data changed', '/app/part/deeper')).toHaveCount(0);
});

test('a watch on a subtree sees everything below, and can be removed', async ({
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/app/part/deeper': 'x' });
  await workbench.open('/app');
  await workbench.watches.add('Subtree');
  await znodes.other.setData('/app/part/deeper', 'y');
  await expect(workbench.changes.rows('Data changed', '/app/part/deeper')).toHaveCount(1);
  await znodes.other.create('/app/part/deeper/still', 'x');
  await expect(workbench.changes.rows('Created', '/app/part/deeper/still')).toHaveCount(1);

  await expect(workbench.watches.region).toContainText('/app');
  await expect(workbench.watches.region).toContainText('Subtree');
  await expect(workbench.watches.removeButtons).toHaveCount(1);
  await workbench.watches.removeButtons.click();
  await expect(workbench.watches.removeButtons).toHaveCount(0);
  await znodes.other.setData('/app/part/deeper', 'z');
  // The open node is still followed, and its change comes after the one that must not be seen.
  await znodes.other.setData('/app', 'z');
  await expect(workbench.changes.rows('Data changed', '/app')).toHaveCount(1);
  await expect(workbench.changes.rows('Data changed', '/app/part/deeper')).toHaveCount(1);
});

test('several watches are listed, each with its own button', async ({ workbench, znodes }) => {
  await znodes.seed({ '/one': '', '/two': '' });
  await workbench.open('/one');
  await workbench.watches.add('Node');
  await workbench.watches.add('Children');
  await workbench.open('/two');
  await workbench.watches.add('Subtree');
  await expect(workbench.watches.removeButtons).toHaveCount(3);
  await expect(workbench.watches.region).toContainText('/one');
  await expect(workbench.watches.region).toContainText('/two');
});

test('a storm is counted in full, and says what it has merged and left out', async ({
  workbench,
  znodes,
}) => {
  const { changes, watches } = workbench;
  const paths = Array.from({ length: 8_000 }, (_, i) => `/storm/node-${String(i)}`);
  await znodes.seed({ '/storm': '', '/elsewhere': '' });
  await znodes.other.createMany(paths.map((path) => [path, '']));
  await workbench.open('/storm');
  await watches.add('Subtree');
  await expect(watches.region).toContainText('Live');
  await workbench.open('/elsewhere');
  const before = await changes.seenCount();
  await Promise.all([
    // Many more than may be read in the time that this takes.
    znodes.other.setAll(paths, ['1', '2']),
    expect(watches.region).toContainText('sampled'),
  ]);
  await changes.expectSeen(before + 16_000);
  await expect(watches.region).toContainText('16,000 changes');
  const merged = changes.grid.getByRole('row').filter({ hasText: /×2/ });
  await expect(merged.first()).toBeVisible();
});
