import { expect, it } from 'vitest';
import type { Rule } from '../../../shared/model/rule.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { TestWorkspace, useWorkspaces } from './harness.ts';

const zookeeper = useZooKeeper();
const openWorkspace = useWorkspaces();

const rule: Rule = {
  id: 'config',
  name: 'Config',
  isOn: true,
  path: { kind: 'glob', pattern: '/config/**' },
  kinds: ['created', 'dataChanged', 'deleted'],
  hasSound: false,
  createdAt: 1,
};
const needsIt = [{ id: 'config', name: 'Config' }];

function save(window: TestWorkspace, change: Partial<Rule> = {}): void {
  void window.app.calls.rules.save({ rule: { ...rule, ...change } }, window.context());
}

const watchesOf = (window: TestWorkspace) => window.workspace.snapshot('watches');

it('a rule sees what nobody has open or watches, by a watch of its own that goes with it', async () => {
  const { connectString, other, seed } = await zookeeper.withChroot();
  await seed({ '/config/deep/timeout': '3000' });
  const window = await openWorkspace();
  await window.connect(connectString);
  save(window);
  expect(watchesOf(window)).toMatchObject([
    { path: '/config', scope: 'subtree', rules: needsIt, isOfRulesAlone: true },
  ]);
  await window.until(() => watchesOf(window)[0]?.state === 'live');
  await window.until(() => window.workspace.snapshot('connection')?.userWatchCount === 1);
  await other.setData('/config/deep/timeout', '5000');
  await window.until(() => window.changesOf('dataChanged').length === 1);

  // It is the rule's, so a page that comes later has it of the rule and not as a watch that was kept.
  expect(window.storage.watches.list(window.workspace.snapshot('connection')!.profile.id)).toEqual(
    [],
  );
  await window.connect(connectString);
  expect(watchesOf(window)).toMatchObject([{ path: '/config', isOfRulesAlone: true }]);

  save(window, { isOn: false });
  expect(watchesOf(window)).toEqual([]);
  save(window, { path: { kind: 'glob', pattern: '/config/deep' } });
  expect(watchesOf(window)).toMatchObject([{ path: '/config/deep', scope: 'node' }]);
  void window.app.calls.rules.remove({ id: 'config' }, window.context());
  expect(watchesOf(window)).toEqual([]);
});

it('a watch of the user stays when the rule goes, and one that the user removes stays for the rule', async () => {
  const { connectString, seed } = await zookeeper.withChroot();
  await seed({ '/config': '' });
  const window = await openWorkspace();
  await window.connect(connectString);
  const { watches } = window.workspace;
  const place = { path: '/config', scope: 'subtree' } as const;
  const { id } = await watches.add(place, window.context());
  save(window);
  expect(watchesOf(window)).toMatchObject([{ id, rules: needsIt }]);
  expect(watchesOf(window)[0]).not.toHaveProperty('isOfRulesAlone');
  save(window, { isOn: false });
  expect(watchesOf(window)).toMatchObject([{ id }]);
  expect(watchesOf(window)[0]).not.toHaveProperty('rules');

  save(window);
  await watches.remove({ id }, window.context());
  expect(watchesOf(window)).toMatchObject([{ id, rules: needsIt, isOfRulesAlone: true }]);
  await watches.setPaused({ id, isPaused: true }, window.context());
  await watches.add(place, window.context());
  expect(watchesOf(window)[0]).not.toHaveProperty('isOfRulesAlone');
  expect(watchesOf(window)).toMatchObject([{ isPaused: false }]);
  const profile = window.workspace.snapshot('connection')!.profile.id;
  expect(window.storage.watches.list(profile)).toMatchObject([place]);
  void window.app.calls.rules.remove({ id: 'config' }, window.context());
  expect(watchesOf(window)).toMatchObject([{ id }]);
});

it('rules that need the same place share a watch of it', async () => {
  const { connectString, seed } = await zookeeper.withChroot();
  await seed({ '/config': '' });
  const window = await openWorkspace();
  await window.connect(connectString);
  save(window);
  save(window, { id: 'second', name: 'Second' });
  expect(watchesOf(window)).toHaveLength(1);
  expect(watchesOf(window)[0]?.rules).toHaveLength(2);
  void window.app.calls.rules.remove({ id: 'second' }, window.context());
  expect(watchesOf(window)).toMatchObject([{ rules: needsIt }]);
});

it('a watch of a rule that one page takes for the user is the user’s in every page of the connection', async () => {
  const { connectString, seed } = await zookeeper.withChroot();
  await seed({ '/config': '' });
  const one = await openWorkspace();
  await one.connect(connectString);
  const two = new TestWorkspace(one);
  await two.connect(connectString);
  save(one);
  expect(watchesOf(two)).toMatchObject([{ isOfRulesAlone: true }]);
  await two.until(() => watchesOf(two)[0]?.state === 'live');
  two.updates.splice(0);
  const place = { path: '/config', scope: 'subtree' } as const;
  await one.workspace.watches.add(place, one.context());
  await two.until(() => two.updates.some(({ topic }) => topic === 'watches'));
  expect(watchesOf(two)[0]).not.toHaveProperty('isOfRulesAlone');
});

it('a watch that is the rules’ alone reports only what they are for, and the user’s own everything', async () => {
  const { connectString, other, seed } = await zookeeper.withChroot();
  await seed({ '/app/lock': '', '/app/other': '' });
  const window = await openWorkspace();
  await window.connect(connectString);
  save(window, { path: { kind: 'text', pattern: 'lock' } });
  expect(watchesOf(window)).toMatchObject([{ path: '/', scope: 'subtree' }]);
  await window.until(() => watchesOf(window)[0]?.state === 'live');
  const changed = () => window.changesOf('dataChanged').map(({ path }) => path);
  await other.setData('/app/other', '1');
  await other.setData('/app/lock', '1');
  await window.until(() => changed().length > 0);
  expect(changed()).toEqual(['/app/lock']);

  await window.workspace.watches.add({ path: '/app', scope: 'subtree' }, window.context());
  await window.until(() => watchesOf(window)[1]?.state === 'live');
  await other.setData('/app/other', '2');
  await other.setData('/app/lock', '2');
  await window.until(() => changed().length === 3);
  expect(changed()).toEqual(['/app/lock', '/app/other', '/app/lock']);
});

it('a rule’s watch that found no room is set when there is room again', async () => {
  const { connectString, seed } = await zookeeper.withChroot();
  await seed({ '/config': '', '/full': '' });
  const window = await openWorkspace();
  await window.connect(connectString);
  const { watches } = window.workspace;
  const taken: string[] = [];
  for (let i = 0; ; i++) {
    try {
      const place = { path: `/full/${i}`, scope: 'node' } as const;
      taken.push((await watches.add(place, window.context())).id);
    } catch {
      break;
    }
  }
  save(window);
  const ofRule = () => watchesOf(window).find(({ path }) => path === '/config');
  expect(ofRule()).toMatchObject({ state: 'paused', isOfRulesAlone: true });
  expect(ofRule()).toHaveProperty('restoreFailure');
  for (const id of taken.slice(-20)) await watches.remove({ id }, window.context());
  await window.until(() => ofRule()?.state === 'live');
  expect(ofRule()).not.toHaveProperty('restoreFailure');
});

it.each([true, false])(
  'a rule that is on (%s) hides no change of the children of what is shown',
  async (isOn) => {
    const { connectString, other, seed } = await zookeeper.withChroot();
    await seed({ '/app/x': '' });
    const window = await openWorkspace();
    await window.connect(connectString);
    await window.expand('/', '/app');
    await window.until(() => window.rows().some(({ path }) => path === '/app/x'));
    await window.untilRowsAreLive();
    save(window, { isOn, path: { kind: 'glob', pattern: '/app/*' } });
    await window.until(() => watchesOf(window).every(({ state }) => state === 'live'));
    await other.create('/app/x/y', '');
    await window.until(() => window.row('/app/x').stat?.numChildren === 1);
    await window.until(() => window.changesOf('childrenChanged').length > 0);
    expect(window.changesOf('childrenChanged').map(({ path }) => path)).toEqual(['/app/x']);
  },
);
