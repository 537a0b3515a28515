import { expect, it } from 'vitest';
import type { Change } from '../../../shared/model/change.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { startOtherClient } from '../../fixtures/other-client.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

const watchOf = (window: TestWorkspace) => window.workspace.snapshot('watches')[0];
const oldestFirst = (window: TestWorkspace) => [...window.entries()].reverse();
const gapsOf = (window: TestWorkspace) => oldestFirst(window).flatMap(({ gap }) => gap ?? []);
const lineOf = ({ kind, path, count, gap }: Change) =>
  gap ? `gap ${path} ${gap.reason}` : `${kind} ${path}${count > 1 ? ` ×${count}` : ''}`;
const linesOf = (window: TestWorkspace) =>
  oldestFirst(window)
    .filter(({ kind }) => kind !== 'session')
    .map(lineOf);
/** The last gap, once all that was to be compared after it has been. */
const untilCompared = async (window: TestWorkspace) => {
  await window.until(() => gapsOf(window).at(-1)?.comparison?.state === 'complete', 30_000);
  return gapsOf(window).at(-1);
};

async function watching(
  window: TestWorkspace,
  connectString: string,
  path: string,
  sessionTimeoutMs = 10_000,
) {
  await window.connect(connectString, { sessionTimeoutMs });
  await window.untilRowsAreLive();
  await window.workspace.watches.add({ path, scope: 'subtree' }, window.context());
  await window.until(() => watchOf(window)?.state === 'live');
}

it('a server that is killed and started again is a gap, and exactly what differs comes after it', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/x': '0', '/a/gone/deep': '', '/a/again/old': '', '/a/same': '' });
  const proxy = await startTcpProxy(zookeeper.server.clientPort);
  const window = await openWorkspace();
  await watching(window, proxy.connectString + test.chroot, '/a');
  await zookeeper.server.kill();
  await window.until(() => watchOf(window)?.state === 'away');
  await proxy.refuse();
  await zookeeper.server.restart();
  const back = await startOtherClient(zookeeper.server.connectString);
  const other = back.below(test.chroot);
  await other.setMany('/a/x', ['1', '2', '3']);
  await other.delete('/a/gone', { recursive: true });
  await other.delete('/a/again', { recursive: true });
  await other.createMany([
    ['/a/again', ''],
    ['/a/again/new', ''],
  ]);
  await proxy.heal();
  const gap = await untilCompared(window);
  expect(gap?.comparison?.found).toBe(9);
  const [first, ...found] = linesOf(window);
  expect(first).toBe('gap / reconnected');
  expect(found.sort()).toEqual([
    'created /a/again',
    'created /a/again/new',
    'dataChanged /a/x ×3',
    'deleted /a/again',
    'deleted /a/again/old',
    'deleted /a/gone',
    'deleted /a/gone/deep',
  ]);
  await other.setData('/a/same', '1');
  await window.until(() => linesOf(window).at(-1) === 'dataChanged /a/same');
  await back.close();
  await proxy.close();
});

it('a subtree that came, went, or was taken down and rebuilt in a gap is found as such', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/top/here/a': '', '/top/here/b/c': '' });
  const proxy = await startTcpProxy(zookeeper.server.clientPort);
  const window = await openWorkspace();
  await watching(window, proxy.connectString + test.chroot, '/top/here');
  const whileAway = async (change: () => Promise<void>) => {
    const before = linesOf(window).length;
    await proxy.refuse();
    proxy.cut();
    await window.until(() => watchOf(window)?.state === 'away');
    await change();
    await proxy.heal();
    await window.until(() => gapsOf(window).length > 0 && linesOf(window).length > before);
    const gap = await untilCompared(window);
    const [first, ...found] = linesOf(window).slice(before);
    expect(first).toBe('gap / reconnected');
    return [gap?.comparison?.found, ...found.sort()];
  };
  const rebuilt = [
    'created /top/here',
    'created /top/here/a',
    'created /top/here/b',
    'created /top/here/b/c',
  ];
  const gone = rebuilt.map((line) => line.replace('created', 'deleted'));
  const remove = () => test.other.delete('/top/here', { recursive: true });
  const create = () =>
    test.other.createMany([
      ['/top/here', ''],
      ['/top/here/a', ''],
      ['/top/here/b', ''],
      ['/top/here/b/c', ''],
    ]);
  expect(
    await whileAway(async () => {
      await remove();
      await create();
    }),
  ).toEqual([10, 'childrenChanged /top ×2', ...rebuilt, ...gone]);
  // The row of its parent, which is in sight, is no part of the watch.
  expect(await whileAway(remove)).toEqual([5, 'childrenChanged /top', ...gone]);
  expect(await whileAway(() => Promise.resolve())).toEqual([0]);
  // The node that is watched is not there yet.
  expect(await whileAway(create)).toEqual([5, 'childrenChanged /top', ...rebuilt]);
  await proxy.close();
});

it('a clock that is set forward or back changes neither order nor durations', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/x': '0' });
  const proxy = await startTcpProxy(zookeeper.server.clientPort);
  let offset = 0;
  const hour = 3_600_000;
  const window = await openWorkspace({ clock: () => Date.now() + offset });
  await watching(window, proxy.connectString + test.chroot, '/a');
  let version = 0;
  const set = async () => {
    await test.other.setData('/a/x', String(++version));
    await window.until(() => window.seen === version);
  };
  await set();
  for (const jump of [-hour, hour, 2 * hour, -3 * hour]) {
    await proxy.refuse();
    proxy.cut();
    await window.until(() => watchOf(window)?.state === 'away');
    offset += jump;
    const { length } = gapsOf(window);
    await proxy.heal();
    await window.until(() => gapsOf(window).length > length);
    await untilCompared(window);
    await set();
    expect(watchOf(window)?.perMinute).toBe(version);
  }
  const now = Date.now() + offset;
  for (const { from, to } of gapsOf(window)) {
    expect(to - from).toBeGreaterThanOrEqual(0);
    expect(to - from).toBeLessThan(hour / 2);
  }
  expect(Math.abs((gapsOf(window).at(-1)?.to ?? 0) - now)).toBeLessThan(hour / 2);
  // The newest is on top, whatever its time.
  expect(window.changesOf('dataChanged').map((change) => change.version)).toEqual([5, 4, 3, 2, 1]);
  await proxy.close();
});

it('a network that goes silent is a gap from then on, not from when it was given up', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/x': '0' });
  const proxy = await startTcpProxy(zookeeper.server.clientPort);
  const window = await openWorkspace();
  await watching(window, proxy.connectString + test.chroot, '/a', 3_000);
  const silentAt = Date.now();
  proxy.freeze();
  await window.until(() => watchOf(window)?.state === 'away');
  const givenUpAt = Date.now();
  await proxy.heal();
  const gap = await untilCompared(window);
  // Some time may have passed since the last sign of life before, but no more than makes it given up.
  expect(gap?.from).toBeGreaterThan(silentAt - 5_000);
  // It is given up after two seconds without a sign of life.
  expect(gap?.from).toBeLessThan(givenUpAt - 1_000);
  await proxy.close();
});
