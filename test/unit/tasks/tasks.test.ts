import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TaskStore, type KeptTask } from '../../../electron/storage/task-store.ts';
import { Tasks, type TasksOptions } from '../../../electron/tasks/tasks.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import type { ReadSession, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import type { ConnectionProfile } from '../../../shared/model/connection.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { testSettings } from '../../fixtures/session.ts';

let folder: string;
let store: TaskStore;
const profile: ConnectionProfile = { ...testSettings('zk:2181'), id: 'target-1', name: 'Test' };
const plan = { version: 0, asOf: 1n, czxid: 1n, ctime: 1 };
const request = { kind: 'deleteSubtree', path: '/a', plan, total: 2 } as const;

const openStore = () =>
  TaskStore.open({ folder: join(folder, 'tasks'), report: () => undefined, clock: () => 1 });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-tasks-'));
  store = await openStore();
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function makeTasks(connect: TasksOptions['dialer']['connect'], options?: Partial<TasksOptions>) {
  const dialer = { connect: vi.fn(connect) };
  const tasks = new Tasks({
    dialer,
    store,
    clock: () => 1,
    steadyClock: () => 1,
    reportBug: () => 'incident-1',
    ...options,
  });
  return { tasks, dialer };
}

/** A session that never comes, until the wait for it is given up. */
function waitForever(
  _profile: ConnectionProfile,
  options?: { readonly signal?: AbortSignal },
): Promise<ZooKeeperSession> {
  return new Promise((_, reject) => {
    options?.signal?.addEventListener('abort', () =>
      reject(new ZooKeeperError({ code: 'CANCELLED', operation: 'connect', retryable: true })),
    );
  });
}

it('a task that a bug ends has failed, names the incident of the log, and ends with the rest', async () => {
  const { tasks } = makeTasks(() => Promise.reject(new Error('a bug')));
  store.keep({ ...kept(), done: 1 });
  const again = makeTasks(() => Promise.reject(new Error('a bug'))).tasks;
  again.resume('kept', profile);
  await expect.poll(() => again.list()[0]?.state).toBe('failed');
  expect(again.list()).toMatchObject([
    { state: 'failed', failure: { code: 'INTERNAL', incident: 'incident-1' } },
  ]);
  await again.dispose();
  await tasks.dispose();
});

it('a task does not begin when its journal cannot be written, and says so', async () => {
  // A file in the place of the folder: nothing can be written there, by whichever user.
  await rm(join(folder, 'tasks'), { recursive: true });
  await writeFile(join(folder, 'tasks'), '');
  const { tasks, dialer } = makeTasks(waitForever);
  await expect(tasks.start(profile, request)).rejects.toMatchObject({
    failure: { code: 'STORAGE_FAILED', operation: 'tasks.confirm', path: '/a' },
  });
  expect(dialer.connect).not.toHaveBeenCalled();
  expect(tasks.list()).toEqual([]);
});

it('a task whose start was waiting when the application ended does not begin', async () => {
  const { tasks, dialer } = makeTasks(waitForever);
  const starting = Promise.allSettled([tasks.start(profile, request)]);
  await tasks.dispose();
  const [start] = await starting;
  expect(start).toMatchObject({ status: 'rejected', reason: { failure: { code: 'CANCELLED' } } });
  expect(dialer.connect).not.toHaveBeenCalled();
  await store.flush();
  expect(await readdir(join(folder, 'tasks'))).toEqual([]);
});

it('a task that was cancelled does not come back when the application ends before it has', async () => {
  store.keep({ ...kept(), done: 1 });
  const { tasks } = makeTasks(waitForever);
  tasks.resume('kept', profile);
  const cancelling = tasks.cancel('kept');
  await tasks.dispose();
  await cancelling;
  expect(tasks.list()).toMatchObject([{ id: 'kept', state: 'cancelled' }]);
  expect(makeTasks(waitForever).tasks.list()).toEqual([]);
});

it('writes in one step that a task has ended, when, and why', async () => {
  const journals: KeptTask[] = [];
  const failure: Failure = { code: 'NO_AUTH', operation: 'delete', path: '/a', retryable: false };
  store.keep({ ...kept(), done: 1 });
  const keep = store.keep.bind(store);
  store.keep = (task) => {
    journals.push(task);
    keep(task);
  };
  const { tasks } = makeTasks(() => Promise.reject(new ZooKeeperError(failure)));
  tasks.resume('kept', profile);
  await expect.poll(() => tasks.list()[0]?.state).toBe('failed');
  const ends = journals.filter(({ state }) => state === 'failed');
  expect(ends.every((end) => end.endedAt !== undefined && end.failure !== undefined)).toBe(true);
  await tasks.dispose();
});

it('keeps all that is known of a failure', async () => {
  const failure: Failure = {
    code: 'TOO_LARGE',
    operation: 'delete',
    path: '/a',
    server: 'zk:2181',
    retryable: true,
    maybeDone: true,
    requestBytes: 7,
    limitBytes: 6,
    detail: 'detail',
    incident: 'incident-1',
    attempts: [{ server: 'zk:2181', code: 'CONNECTION_REFUSED', detail: 'ECONNREFUSED' }],
  };
  store.keep({ ...kept(), state: 'failed', failure, maybeDone: 500 });
  await store.flush();
  expect((await openStore()).list()).toMatchObject([{ failure, maybeDone: 500 }]);
});

function kept(): KeptTask {
  const { kind, path } = request;
  const of = { id: 'kept', kind, path, plan, connection: profile.id, connectionName: 'Test' };
  return { ...of, state: 'interrupted', done: 0, total: 2, startedAt: 1 };
}

/** A context whose page answers about one node without children. */
function contextOf(numChildren: number, signal = new AbortController().signal) {
  const stat = { version: 3, czxid: 7n, ctime: 8, ephemeralOwner: 0n, numChildren };
  const session = { exists: () => Promise.resolve(stat), lastZxid: 9n } as unknown as ReadSession;
  return { session, signal, report: () => undefined };
}

it('plans by the session of the page what one request can answer, and holds it until it is put away', async () => {
  const { tasks, dialer } = makeTasks(waitForever);
  const { id, shown } = await tasks.plan(profile, request, contextOf(0));
  expect(shown).toMatchObject({ path: '/a', version: 3, asOf: 9n, descendantCount: 0 });
  expect(dialer.connect).not.toHaveBeenCalled();
  expect(tasks.list()).toEqual([]);
  tasks.putAway(id);
  await expect(tasks.confirm(profile, id)).rejects.toMatchObject({
    failure: { code: 'BAD_VERSION', operation: 'tasks.confirm' },
  });
});

it('begins what was planned once, on its own connection only, and for the very node', async () => {
  const { tasks } = makeTasks(waitForever);
  const elsewhere = { ...profile, id: 'other' };
  const plans = [
    await tasks.plan(profile, request, contextOf(0)),
    await tasks.plan(profile, request, contextOf(0)),
  ];
  await expect(tasks.confirm(elsewhere, plans[0]?.id ?? '')).rejects.toMatchObject({
    failure: { code: 'BAD_VERSION' },
  });
  const task = await tasks.confirm(profile, plans[1]?.id ?? '');
  expect(task).toMatchObject({ state: 'planning', path: '/a', total: 1 });
  expect(store.list()).toMatchObject([{ plan: { version: 3, asOf: 9n, czxid: 7n, ctime: 8 } }]);
  await expect(tasks.confirm(profile, plans[1]?.id ?? '')).rejects.toThrow();
  await tasks.dispose();
});

it('shows what takes a while to plan, to every page, until it is cancelled by its id', async () => {
  const { tasks } = makeTasks(waitForever);
  let changes = 0;
  tasks.onChange(() => (changes += 1));
  const ended = expect(tasks.plan(profile, request, contextOf(2))).rejects.toMatchObject({
    failure: { code: 'CANCELLED' },
  });
  // What is over at once is shown to who asked alone.
  expect(tasks.list()).toEqual([]);
  await expect.poll(() => tasks.list().length).toBe(1);
  const [planned] = tasks.list();
  expect(planned).toMatchObject({
    state: 'planning',
    isUnconfirmed: true,
    path: '/a',
    connection: profile.id,
    connectionName: 'Test',
  });
  expect(changes).toBe(1);
  await tasks.cancel(planned?.id ?? '');
  await ended;
  expect(tasks.list()).toEqual([]);
  expect(changes).toBe(2);
});

it('counts on a session of its own, and keeps no plan that was cancelled', async () => {
  const { tasks, dialer } = makeTasks(waitForever);
  const abort = new AbortController();
  const planning = tasks.plan(profile, request, contextOf(2, abort.signal));
  await expect.poll(() => dialer.connect.mock.calls.length).toBe(1);
  abort.abort();
  await expect(planning).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
});
