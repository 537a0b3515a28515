import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { startZooKeeper } from '../../../build/lib/zookeeper-server.ts';
import { expectFailure } from '../../../electron/zookeeper/errors.ts';
import { startOtherClient } from '../../fixtures/other-client.ts';
import { useEnsemble } from '../../fixtures/zookeeper.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const openWorkspace = useWorkspaces();
const ensemble = useEnsemble({
  jvmFlags: ['-Dreadonlymode.enabled=true'],
  extraConfig: { localSessionsEnabled: 'true', localSessionsUpgradingEnabled: 'true' },
});
/** So many failures of one kind are news, see `use-session-news.ts`. */
const patientAttempts = 5;
const patiently = { sessionTimeoutMs: 40_000 };

const stateOf = (window: TestWorkspace) => window.workspace.snapshot('connection')?.state;

/** @returns why the session cannot go on, once it was tried so often that it is said. */
async function untilHopeless(window: TestWorkspace): Promise<string | undefined> {
  await window.until(() => {
    const state = stateOf(window);
    return state?.kind === 'reconnecting' && state.attempt >= patientAttempts;
  }, 30_000);
  const state = stateOf(window);
  return state?.kind === 'reconnecting' ? state.lastFailure?.code : state?.kind;
}

it('a server that was wiped hangs up on the session, and takes a new one with other data', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-wiped-'));
  const [before, after] = [join(folder, 'before'), join(folder, 'after')];
  const first = await startZooKeeper({ dataDir: before });
  const other = await startOtherClient(first.connectString);
  await other.createMany(Array.from({ length: 50 }, (_, i) => [`/n-${String(i)}`, '']));
  await other.close();
  const window = await openWorkspace();
  await window.connect(first.connectString, patiently);
  await window.until(() => window.workspace.snapshot('connection')?.dataSet !== undefined);
  await first.kill();

  const wiped = await startZooKeeper({ dataDir: after, clientPort: first.clientPort });
  expect(await untilHopeless(window)).toBe('SERVER_HUNG_UP');
  await window.connect(wiped.connectString, patiently);
  expect(stateOf(window)?.kind).toBe('connected');
  expect(window.paths()).not.toContain('/n-1');
  await window.until(() => window.workspace.snapshot('connection')?.dataSet?.isOther === true);
  await window.disconnect();
  await wiped.kill();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

it('a member without a majority hangs up on the session, and serves reads to a new one', async () => {
  const [first, second, third] = ensemble.ensemble.servers;
  if (!first || !second || !third) throw new Error('there are three');
  const window = await openWorkspace();
  await window.connect(third.connectString, patiently);
  // A session becomes known to the whole ensemble with its first ephemeral node.
  const mine = { path: '/mine', data: null, mode: 'ephemeral', createParents: false } as const;
  await window.workspace.node.create(mine, window.context());
  await Promise.all([first.kill(), second.kill()]);
  await expect.poll(() => third.ask('isro'), { timeout: 20_000 }).toBe('ro');
  expect(['SERVER_HUNG_UP', 'NOT_READ_ONLY']).toContain(await untilHopeless(window));

  await window.connect(third.connectString, patiently);
  // A member that looks for the others ends its connections now and then.
  await window.until(() => stateOf(window)?.kind === 'readOnly', 30_000);
  const not = { ...mine, path: '/not', mode: 'persistent' } as const;
  const save = async () => {
    try {
      await window.workspace.node.create(not, window.context());
    } catch (error) {
      return expectFailure(error).failure.code;
    }
    return 'created';
  };
  await expect.poll(save, { timeout: 30_000 }).toBe('NOT_READ_ONLY');
}, 90_000);
