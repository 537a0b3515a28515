import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import type { Change } from '../../../shared/model/change.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const program = fileURLToPath(new URL('../../fixtures/workspace-process.ts', import.meta.url));

interface Shown {
  readonly state?: string;
  readonly entries: readonly Change[];
}

/** The application in a process of its own. */
async function startApplication(connectString: string, path: string) {
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-sleep-'));
  const child = spawn(process.execPath, ['--import', 'tsx', program, connectString, path, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await rm(folder, { recursive: true, force: true });
  });
  let shown: Shown = { entries: [] };
  createInterface({ input: child.stdout }).on('line', (line) => {
    shown = JSON.parse(line) as Shown;
  });
  return {
    child,
    entries: () => shown.entries,
    until: (condition: (now: Shown) => boolean) =>
      expect.poll(() => condition(shown), { timeout: 30_000, interval: 5 }).toBe(true),
  };
}

it('a process that was stopped for longer than its session is a gap of that time, then exactly what differs', async () => {
  const { chroot, connectString, seed, other } = await zookeeper.withChroot();
  await seed({ '/a/x': '0', '/a/gone': '', '/a/same': '' });
  const { child, entries, until } = await startApplication(connectString, '/a');
  await until(({ state, entries: [...all] }) => state === 'live' && all.some(isMine));
  const stoppedAt = Date.now();
  child.kill('SIGSTOP');
  // It is gone when the session has expired, and with it the watch: none of this can reach the process any more.
  await expect.poll(() => other.exists('/a/mine'), { timeout: 20_000 }).toBeNull();
  await other.setMany('/a/x', ['1', '2']);
  await other.create('/a/new', '');
  await other.delete('/a/gone');
  await other.create('/a/brief', '');
  await other.delete('/a/brief');
  const wokenAt = Date.now();
  child.kill('SIGCONT');
  await until(({ entries: all }) => gapOf(all)?.comparison?.state === 'complete');

  const gap = gapOf(entries());
  expect(gap).toMatchObject({ reason: 'sessionExpired', isCompared: true });
  // Of what still reached the socket before the end of the session, nothing is counted twice.
  // The clock of the other process may differ a little from ours.
  const { from = 0, to = 0 } = gap ?? {};
  expect(from).toBeLessThan(stoppedAt + 1_000);
  expect(from).toBeGreaterThan(stoppedAt - 5_000);
  expect(to).toBeGreaterThan(wokenAt - 1_000);
  const lines = entries()
    .filter(({ kind, path }) => kind !== 'session' && kind !== 'gap' && path !== '/a/mine')
    .map(({ kind, path, count }) => `${kind} ${path} ×${String(count)}`);
  expect(lines.sort(), chroot).toEqual([
    'childrenChanged /a ×2',
    'created /a/new ×1',
    'dataChanged /a/x ×2',
    'deleted /a/gone ×1',
  ]);
}, 60_000);

const isMine = ({ kind, path }: Change) => kind === 'created' && path === '/a/mine';
const gapOf = (entries: readonly Change[]) => entries.find(({ gap }) => gap)?.gap;
