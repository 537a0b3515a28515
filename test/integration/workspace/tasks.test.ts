import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { TaskSnapshot } from '../../../shared/model/task.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { TestWorkspace, useWorkspaces } from './harness.ts';

const zookeeper = useZooKeeper();
const openWorkspace = useWorkspaces();

async function open() {
  const test = await zookeeper.withChroot();
  const window = await openWorkspace();
  await window.connect(test.connectString);
  return { ...test, window, plan: () => planBig(window) };
}

const planBig = (window: TestWorkspace) => window.planDelete('/big');
const only = (window: TestWorkspace): TaskSnapshot => {
  const [task] = window.workspace.snapshot('tasks');
  if (!task) throw new Error('there is no task');
  return task;
};

/** Runs something as soon as the task has deleted so many nodes. */
function when(window: TestWorkspace, deleted: number, act: (id: string) => unknown): void {
  let done = 0;
  const listening = window.tasks.onWritten(({ value }) => {
    if (value.kind === 'committed') done += value.operations.length - 1;
    if (done < deleted) return;
    listening.dispose();
    const id = window.storage.tasks.list().at(-1)?.id;
    if (id !== undefined) act(id);
  });
}

describe('a delete', () => {
  it('that is refused half way says what was done, and where it was refused', async () => {
    const { window, other, plan } = await open();
    await other.create('/big');
    await other.createLevel('/big', 'n-', 1_700);
    // What is below may be deleted, the node itself, which goes last, may not.
    await other.setAcl('/', [{ scheme: 'world', id: 'anyone', permissions: 1 }]);
    await expect(window.deleteBelow(await plan())).rejects.toMatchObject({
      failure: { code: 'NO_AUTH', operation: 'delete', path: '/big' },
    });
    expect(await other.getChildren('/big')).toEqual([]);
    const failed = { state: 'failed', done: 1_700, total: 1_701 };
    expect(window.storage.tasks.list()).toMatchObject([failed]);
    await window.until(() => window.workspace.snapshot('tasks').length === 1);
    expect(only(window)).toMatchObject({ ...failed, failure: { path: '/big' } });
    await window.workspace.tasks.putAway({ id: only(window).id }, window.context());
    expect(window.workspace.snapshot('tasks')).toEqual([]);
  });

  it('stops when it is cancelled, and leaves the node itself', async () => {
    const { window, other, plan } = await open();
    await other.create('/big');
    await other.createLevel('/big', 'n-', 3_000);
    when(window, 500, (id) => void window.tasks.cancel(id));
    const task = await window.deleteBelow(await plan());
    expect(task).toMatchObject({ state: 'cancelled', total: 3_001 });
    const left = (await other.getChildren('/big')).length;
    expect(left).toBe(3_000 - task.done);
    expect(left).toBeGreaterThan(0);
  });

  it('can be paused, and goes on', async () => {
    const { window, other, plan } = await open();
    await other.create('/big');
    await other.createLevel('/big', 'n-', 3_000);
    when(window, 500, (id) => window.tasks.pause(id));
    const ended = window.deleteBelow(await plan());
    await window.until(() => window.storage.tasks.list().some(({ state }) => state === 'paused'));
    await window.until(() => window.workspace.snapshot('tasks').length === 1);
    const { id, done } = only(window);
    expect((await other.getChildren('/big')).length).toBe(3_000 - done);
    await window.workspace.tasks.resume({ id }, window.context());
    expect(await ended).toMatchObject({ state: 'done', done: 3_001 });
  });

  it('that the connection is cut from can go on from there', async () => {
    const { chroot, other } = await zookeeper.withChroot();
    const network = await startTcpProxy(zookeeper.server.clientPort);
    const window = await openWorkspace();
    await window.connect(network.connectString + chroot);
    await other.create('/big');
    await other.createLevel('/big', 'n-', 3_000);
    const plan = await planBig(window);
    when(window, 500, () => network.cut());
    await expect(window.deleteBelow(plan)).rejects.toMatchObject({
      failure: { code: 'CONNECTION_LOST' },
    });
    await network.heal();
    await window.until(() => window.workspace.snapshot('connection')?.state.kind === 'connected');
    await window.until(() => window.workspace.snapshot('tasks')[0]?.state === 'interrupted');
    await window.workspace.tasks.resume({ id: only(window).id }, window.context());
    await window.until(() => only(window).state === 'done');
    // Also the part whose answer was lost.
    expect(only(window)).toMatchObject({ done: 3_001, total: 3_001 });
    expect(await other.exists('/big')).toBeNull();
    await network.close();
  });
});

it('may be paused, cancelled and put away from a page of another connection', async () => {
  const { window, other, plan } = await open();
  const elsewhere = new TestWorkspace(window);
  await elsewhere.connect((await zookeeper.withChroot()).connectString);
  const { tasks } = elsewhere.workspace;
  await other.create('/big');
  await other.createLevel('/big', 'n-', 3_000);
  when(window, 500, (id) => void tasks.pause({ id }, elsewhere.context()));
  const ended = window.deleteBelow(await plan());
  await elsewhere.until(() => elsewhere.workspace.snapshot('tasks')[0]?.state === 'paused');
  const { id, connection, connectionName } = only(elsewhere);
  const { profile } = window.workspace.snapshot('connection') ?? {};
  expect(connection).toBe(profile?.id);
  // Only a page of its connection may let it go on.
  await tasks.resume({ id }, elsewhere.context());
  expect(only(elsewhere).state).toBe('paused');
  expect(connectionName).toMatch(/^127\.0\.0\.1:\d+\/test-\d+$/);
  await tasks.cancel({ id }, elsewhere.context());
  expect(await ended).toMatchObject({ state: 'cancelled' });
  // Only a page of its connection has the profile with which it could go on.
  await tasks.resume({ id }, elsewhere.context());
  expect(only(elsewhere).state).toBe('cancelled');
  await tasks.putAway({ id }, elsewhere.context());
  expect(window.workspace.snapshot('tasks')).toEqual([]);
});

it('does not go on from a page that may not write', async () => {
  const { window, other, plan, connectString } = await open();
  const locked = new TestWorkspace(window);
  await locked.connect(connectString, { readOnly: true });
  await other.create('/big');
  await other.createLevel('/big', 'n-', 3_000);
  when(window, 500, (id) => window.tasks.pause(id));
  const ended = window.deleteBelow(await plan());
  await locked.until(() => locked.workspace.snapshot('tasks')[0]?.state === 'paused');
  const { id } = only(locked);
  expect(() => locked.workspace.tasks.resume({ id }, locked.context())).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({ code: 'READ_ONLY_LOCK' }) as unknown,
    }),
  );
  expect(only(locked).state).toBe('paused');
  await window.tasks.cancel(id);
  await ended;
});

it('does not go on with another node of that name', async () => {
  const { chroot, other } = await zookeeper.withChroot();
  const network = await startTcpProxy(zookeeper.server.clientPort);
  const window = await openWorkspace();
  await window.connect(network.connectString + chroot);
  await other.create('/big');
  await other.createLevel('/big', 'n-', 3_000);
  const plan = await planBig(window);
  when(window, 500, () => network.cut());
  await expect(window.deleteBelow(plan)).rejects.toMatchObject({
    failure: { code: 'CONNECTION_LOST' },
  });
  await other.delete('/big', { recursive: true });
  await other.create('/big', 'made again');
  await network.heal();
  await window.until(() => window.workspace.snapshot('connection')?.state.kind === 'connected');
  await window.until(() => window.workspace.snapshot('tasks')[0]?.state === 'interrupted');
  await window.workspace.tasks.resume({ id: only(window).id }, window.context());
  await window.until(() => only(window).state === 'failed');
  expect(only(window).failure).toMatchObject({ code: 'BAD_VERSION', path: '/big' });
  expect(await other.exists('/big')).not.toBeNull();
  await network.close();
});

it('that was killed with the application comes back as interrupted, and can go on', async () => {
  const { connectString, other } = await zookeeper.withChroot();
  await other.create('/big');
  await other.createLevel('/big', 'n-', 20_000);
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-tasks-'));
  const file = fileURLToPath(new URL('../../fixtures/task-process.ts', import.meta.url));
  const args = [file, connectString, '/big', folder];
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (Number(line) >= 1_000) break;
  }
  child.kill('SIGKILL');
  await ended;
  expect((await other.getChildren('/big')).length).toBeGreaterThan(0);
  const window = await openWorkspace({ folder });
  await window.connect(connectString);
  expect(only(window)).toMatchObject({ state: 'interrupted', path: '/big', total: 20_001 });
  await window.workspace.tasks.resume({ id: only(window).id }, window.context());
  await window.until(() => only(window).state === 'done', 30_000);
  expect(await other.exists('/big')).toBeNull();
  await rm(folder, { recursive: true, force: true });
});
