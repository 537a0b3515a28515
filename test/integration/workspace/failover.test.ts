import { expect, it } from 'vitest';
import { startOtherClient } from '../../fixtures/other-client.ts';
import { useEnsemble } from '../../fixtures/zookeeper.ts';
import { useWorkspaces } from './harness.ts';

const zookeeper = useEnsemble({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

it('the loss of the leader is a gap, and exactly what differs comes after it', async () => {
  const { ensemble } = zookeeper;
  const leader = await ensemble.findLeader();
  const before = await startOtherClient(ensemble.connectString);
  await before.createMany([
    ['/a', ''],
    ['/a/x', '0'],
    ['/a/gone', ''],
  ]);
  await before.close();
  const window = await openWorkspace();
  const linesOf = () =>
    [...window.entries()]
      .reverse()
      .filter(({ kind }) => kind !== 'session')
      .map(({ kind, path, count, gap }) =>
        gap ? `gap ${path} ${gap.reason}` : `${kind} ${path}${count > 1 ? ` ×${count}` : ''}`,
      );
  const watchOf = () => window.workspace.snapshot('watches')[0];
  const comparison = () => window.entries().find(({ gap }) => gap)?.gap?.comparison;
  // Only the leader, so that it is lost for certain; and then whoever comes back as a follower.
  await window.connect(leader.connectString, { sessionTimeoutMs: 20_000 });
  await window.workspace.watches.add({ path: '/a', scope: 'subtree' }, window.context());
  await window.until(() => watchOf()?.state === 'live');

  await leader.kill();
  await window.until(() => watchOf()?.state === 'away');
  const next = await ensemble.findLeader();
  expect(next.connectString).not.toBe(leader.connectString);
  const other = await startOtherClient(next.connectString);
  await other.setMany('/a/x', ['1', '2']);
  await other.create('/a/new', '');
  await other.delete('/a/gone');
  await other.create('/a/brief', '');
  await other.delete('/a/brief');
  await leader.restart();

  await window.until(() => comparison()?.state === 'complete', 30_000);
  expect(comparison()?.found).toBe(6);
  const [first, ...found] = linesOf();
  expect(first).toBe('gap / reconnected');
  expect(found.sort()).toEqual([
    'childrenChanged /a ×2',
    'created /a/new',
    'dataChanged /a/x ×2',
    'deleted /a/gone',
  ]);
  await other.setData('/a/new', '1');
  await window.until(() => linesOf().at(-1) === 'dataChanged /a/new');
  await other.close();
}, 90_000);
