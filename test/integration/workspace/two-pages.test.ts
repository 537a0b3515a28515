import { expect, it } from 'vitest';
import type { HistoryEntry } from '../../../electron/storage/history/history-entry.ts';
import type { Storage } from '../../../electron/storage/storage.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { FakeKeychain } from '../../unit/storage/fake-keychain.ts';
import { TestWorkspace, useWorkspaces } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

const watchOf = (page: TestWorkspace) => page.workspace.snapshot('watches')[0];

/** Two pages of one application on one connection. */
async function openTwo() {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a': '0' });
  const one = await openWorkspace({ keychain: new FakeKeychain() });
  const other = new TestWorkspace(one);
  await one.connect(test.connectString);
  await other.connect(test.connectString);
  return { test, one, other };
}

/** Sets a watch in the first page that both keep. */
async function keepBoth(one: TestWorkspace, other: TestWorkspace): Promise<void> {
  await one.workspace.watches.add({ path: '/a', scope: 'subtree' }, one.context());
  const id = watchOf(one)?.id ?? '';
  await one.workspace.watches.keepOnDisk({ id, isOn: true }, one.context());
  for (const page of [one, other]) {
    await page.until(() => watchOf(page)?.state === 'live');
    await page.until(() => watchOf(page)?.historySize !== undefined);
  }
}

async function keptOf(storage: Storage): Promise<readonly HistoryEntry[]> {
  const [recent] = storage.profiles.recents();
  const target = { path: '/a', scope: 'subtree' } as const;
  const opened = await storage.histories.open(recent?.profile.id ?? '', target);
  if (!opened.ok) throw new Error(opened.error.detail);
  const entries: HistoryEntry[] = [];
  for await (const batch of opened.value.read('oldestFirst')) entries.push(...batch);
  await opened.value.close();
  return entries.filter(({ change }) => change.kind === 'dataChanged');
}

it('a watch belongs to the connection: what one page does with it is so in the other', async () => {
  const { one, other } = await openTwo();
  await keepBoth(one, other);
  expect(watchOf(other)).toMatchObject({ path: '/a', scope: 'subtree', keepOnDisk: true });

  const id = watchOf(other)?.id ?? '';
  await other.workspace.watches.keepOnDisk({ id, isOn: false }, other.context());
  await one.until(() => watchOf(one)?.keepOnDisk === false);
  await one.until(() => watchOf(one)?.historySize === undefined);

  await other.workspace.watches.setPaused({ id, isPaused: true }, other.context());
  await one.until(() => watchOf(one)?.state === 'paused');
  const first = watchOf(one)?.id ?? '';
  await one.workspace.watches.setPaused({ id: first, isPaused: false }, one.context());
  await other.until(() => watchOf(other)?.state === 'live');

  await one.workspace.watches.switchOff(undefined, one.context());
  await other.until(() => watchOf(other)?.state === 'off');
  await other.workspace.watches.switchOn(undefined, other.context());
  await one.until(() => watchOf(one)?.state === 'live');

  await other.workspace.watches.remove({ id }, other.context());
  await one.until(() => watchOf(one) === undefined);
});

it('a change that two pages see is kept once, also by the page that stays', async () => {
  const { test, one, other } = await openTwo();
  await keepBoth(one, other);
  await test.other.setData('/a', '1');
  for (const page of [one, other]) await page.until(() => page.changesOf('dataChanged').length > 0);
  await one.disconnect();
  await test.other.setData('/a', '2');
  await other.until(() => other.changes().some(({ version }) => version === 2));
  const kept = await keptOf(other.storage);
  expect(kept.map(({ change: { version } }) => version)).toEqual([1, 2]);
});

it('a page that is opened while another one keeps a watch has no gap in it', async () => {
  const { test, one, other } = await openTwo();
  await keepBoth(one, other);
  const third = new TestWorkspace(one);
  await third.connect(test.connectString);
  await third.until(() => watchOf(third)?.state === 'live');
  await test.other.setData('/a', '1');
  for (const page of [one, third]) await page.until(() => page.seen > 0);
  expect(third.entries().filter(({ kind }) => kind === 'gap')).toEqual([]);
  expect((await keptOf(one.storage)).map(({ change: { version } }) => version)).toEqual([1]);
});

it('both pages go on keeping when one of them has all histories removed', async () => {
  const { test, one, other } = await openTwo();
  await keepBoth(one, other);
  await one.workspace.watches.forgetHistories(undefined, one.context());
  await one.disconnect();
  await other.until(() => watchOf(other)?.historySize !== undefined);
  await test.other.setData('/a', '1');
  await other.until(() => other.changesOf('dataChanged').length > 0);
  expect((await keptOf(other.storage)).map(({ change: { version } }) => version)).toEqual([1]);
});

it('drafts of a page that is ending are the next one’s at once, and not taken again by the first', async () => {
  const { one, other } = await openTwo();
  const base = { text: '0', version: 0, mzxid: 0x1_0000_0001n };
  const draft = { path: '/a', text: 'typed', base, baseId: 'a' };
  await one.workspace.drafts.keep(draft, one.context());
  const listOf = (page: TestWorkspace) => page.workspace.drafts.list(undefined, page.context());
  expect(await listOf(other)).toEqual([]);
  expect(other.workspace.snapshot('drafts')).toEqual({ freed: 0 });

  const listing = listOf(one);
  const ending = one.workspace.dispose();
  expect(other.workspace.snapshot('drafts')).toEqual({ freed: 1 });
  expect(await listing).toEqual([]);
  expect(await listOf(other)).toMatchObject([{ path: '/a', text: 'typed' }]);
  await ending;
});
