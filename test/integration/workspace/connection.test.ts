import { describe, expect, it } from 'vitest';
import { targetOf } from '../../fixtures/target-of.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { testSettings } from '../../fixtures/session.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

function stateOf(window: TestWorkspace) {
  return window.workspace.snapshot('connection')?.state.kind;
}

/** A workspace behind a proxy, so that its connection alone can be cut. */
async function openBehindProxy(tree: Record<string, string>, sessionTimeoutMs: number) {
  const test = await zookeeper.withChroot();
  await test.seed(tree);
  const proxy = await startTcpProxy(zookeeper.server.clientPort);
  const window = await openWorkspace();
  await window.connect(proxy.connectString + test.chroot, { sessionTimeoutMs });
  return { window, proxy, other: test.other };
}

describe('a connection', () => {
  it('is opened, remembered and closed', async () => {
    const { connectString } = await zookeeper.withChroot();
    const window = await openWorkspace();
    expect(window.workspace.snapshot('connection')).toBeNull();
    await window.connect(connectString);
    expect(window.workspace.snapshot('connection')).toMatchObject({
      profile: { target: targetOf(connectString) },
      state: { kind: 'connected', server: zookeeper.server.connectString },
    });
    expect(window.storage.profiles.recents()).toMatchObject([
      { profile: { target: targetOf(connectString) } },
    ]);
    const ended = window.workspace;
    await window.disconnect();
    expect(ended.snapshot('connection')).toBeNull();
    expect(ended.snapshot('tree').rowCount).toBe(0);
    await expect(ended.node.open({ path: '/a' }, window.context())).rejects.toMatchObject({
      failure: { code: 'NOT_CONNECTED', path: '/a' },
    });
  });

  it('creates its chroot, with the parents that are missing, where that is allowed', async () => {
    const { connectString, other } = await zookeeper.withChroot();
    const locked = await openWorkspace();
    await locked.connect(`${connectString}/not/there`, { readOnly: true });
    await expect(
      locked.workspace.session.createChroot(undefined, locked.context()),
    ).rejects.toMatchObject({ failure: { code: 'READ_ONLY_LOCK' } });
    expect(await other.exists('/not')).toBeNull();
    const window = await openWorkspace();
    await window.connect(`${connectString}/not/there`);
    const isRootAbsent = () => window.workspace.snapshot('tree').isRootAbsent;
    await window.until(() => isRootAbsent() === true);
    await window.workspace.session.createChroot(undefined, window.context());
    expect(await other.exists('/not/there')).not.toBeNull();
    await other.create('/not/there/seen');
    await window.until(() => window.rows().some(({ path }) => path === '/seen'));
    expect(isRootAbsent()).toBeUndefined();
    await other.delete('/not/there/seen');
    await other.delete('/not/there');
    await window.until(() => isRootAbsent() === true);
    await other.create('/not/there');
    await window.until(() => isRootAbsent() === undefined);
    // Somebody else was faster.
    await window.workspace.session.createChroot(undefined, window.context());
  });

  it('that cannot be opened leaves nothing behind', async () => {
    const window = await openWorkspace();
    await expect(window.connect('127.0.0.1:1')).rejects.toMatchObject({
      failure: { code: 'CONNECTION_REFUSED' },
    });
    expect(window.workspace.snapshot('connection')).toBeNull();
    expect(window.storage.profiles.recents()).toEqual([]);
  });

  it('reports each attempt and why the last one failed while it is being opened', async () => {
    const window = await openWorkspace();
    await expect(
      window.connect('127.0.0.1:1', { retryTries: 1, retryBaseMs: 10 }),
    ).rejects.toMatchObject({ failure: { code: 'CONNECTION_REFUSED' } });
    const states = window.updates.flatMap(({ topic, value }) =>
      topic === 'connection' && value ? [value.state] : [],
    );
    expect(states).toMatchObject(
      expect.arrayContaining([
        { kind: 'connecting', attempt: 1 },
        expect.objectContaining({
          kind: 'connecting',
          attempt: 2,
          lastFailure: expect.objectContaining({ server: '127.0.0.1:1' }) as unknown,
        }) as unknown,
      ]) as object,
    );
  });

  it('can be cancelled while it is being opened', async () => {
    const proxy = await startTcpProxy(zookeeper.server.clientPort);
    proxy.freeze();
    const window = await openWorkspace();
    const abort = new AbortController();
    const connecting = window.workspace.session.connect(
      {
        settings: {
          target: targetOf(proxy.connectString),
          sessionTimeoutMs: 5_000,
          connectionTimeoutMs: 20_000,
          retryBaseMs: 50,
          retryTries: 3,
          readOnly: false,
        },
      },
      window.context(abort.signal),
    );
    await window.until(() => stateOf(window) === 'connecting');
    abort.abort();
    await expect(connecting).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
    expect(window.workspace.snapshot('connection')).toBeNull();
    await proxy.close();
  });

  it('with the read-only lock refuses every write', async () => {
    const test = await zookeeper.withChroot();
    await test.seed({ '/a/b': 'x' });
    const window = await openWorkspace();
    await window.connect(test.connectString, { readOnly: true });
    const { node } = window.workspace;
    const create = { path: '/n', data: null, mode: 'persistent', createParents: true } as const;
    for (const write of [
      node.create(create, window.context()),
      node.save({ path: '/a', data: null, base: { version: 0, mzxid: 1n } }, window.context()),
      node.delete({ path: '/a/b', version: 0 }, window.context()),
    ]) {
      await expect(write).rejects.toMatchObject({ failure: { code: 'READ_ONLY_LOCK' } });
    }
    expect(await test.other.getChildren('/a')).toEqual(['b']);
    await test.other.create('/live');
    await window.until(() => window.paths().includes('/live'));
  });

  it('that was read-only may write only when the user says so where no page can answer', async () => {
    const test = await zookeeper.withChroot();
    const asked: string[] = [];
    let answer = false;
    const window = await openWorkspace({
      askToWrite: (connection) => {
        asked.push(connection);
        return Promise.resolve(answer);
      },
    });
    const isReadOnly = () => window.workspace.snapshot('connection')?.profile.readOnly;
    await window.connect(test.connectString);
    expect([isReadOnly(), asked]).toEqual([false, []]);
    await window.connect(test.connectString, { readOnly: true });
    // A page cannot lift it by forgetting the connection, nor by naming another chroot.
    for (const { profile } of window.storage.profiles.recents()) {
      window.storage.profiles.forget(profile.id);
    }
    await window.connect(test.connectString);
    await window.connect(test.connectString.replace(/\/.*/, ''));
    expect(isReadOnly()).toBe(true);
    expect(asked).toEqual([test.connectString, test.connectString.replace(/\/.*/, '')]);

    answer = true;
    await window.connect(test.connectString);
    await window.connect(test.connectString);
    expect(isReadOnly()).toBe(false);
    expect(asked).toHaveLength(3);
    await window.connect(test.connectString, { readOnly: true });
    await window.connect(test.connectString);
    expect(asked).toHaveLength(4);
  });

  it('may not write by an answer that comes when its page is gone', async () => {
    const test = await zookeeper.withChroot();
    let asked = 0;
    const leave = new AbortController();
    const window = await openWorkspace({
      askToWrite: () => {
        asked += 1;
        leave.abort();
        return Promise.resolve(true);
      },
    });
    await window.connect(test.connectString, { readOnly: true });
    await window.disconnect();
    const { session } = window.workspace;
    const settings = testSettings(test.connectString);
    const context = window.context(leave.signal);
    await expect(session.connect({ settings }, context)).rejects.toMatchObject({
      failure: { code: 'CANCELLED' },
    });
    await window.connect(test.connectString);
    expect(asked, 'the answer was kept for none that follows').toBe(2);
  });

  it('is read-only in a window that is, and is not remembered so', async () => {
    const test = await zookeeper.withChroot();
    const window = await openWorkspace({ isReadOnly: true });
    await window.connect(test.connectString);
    const create = { path: '/n', data: null, mode: 'persistent', createParents: false } as const;
    await expect(window.workspace.node.create(create, window.context())).rejects.toMatchObject({
      failure: { code: 'READ_ONLY_LOCK' },
    });
    expect(window.workspace.snapshot('connection')?.profile.readOnly).toBe(true);
    expect(window.storage.profiles.recents()).toMatchObject([{ profile: { readOnly: false } }]);
  });

  it('that was cut shows what was missed, as changes', async () => {
    const tree = { '/a/one': '1', '/a/two': '2', '/b': '1', '/gone': '1' };
    const { window, proxy, other } = await openBehindProxy(tree, 10_000);
    await window.expand('/a');
    await window.untilRowsAreLive();
    await window.workspace.node.open({ path: '/b' }, window.context());
    await proxy.refuse();
    proxy.cut();
    await window.until(() => stateOf(window) === 'reconnecting');
    expect(window.text).toBe('1');
    await other.setData('/b', '2');
    await other.setData('/b', '3');
    await other.create('/a/three', 'new');
    await other.delete('/a/one');
    await other.delete('/gone');
    await other.create('/gone', 'again');
    await other.create('/b/child');
    await proxy.heal();
    await window.until(() => stateOf(window) === 'connected');
    await window.until(() => window.text === '3');
    await window.until(() => window.seen === 7);
    expect(window.paths()).toEqual(['/', '/a', '/a/three', '/a/two', '/b', '/gone']);
    const rows = window.changes().map(({ kind, path, count }) => `${kind} ${path} ${count}`);
    expect(rows.sort()).toEqual([
      'childrenChanged / 2',
      'childrenChanged /b 1',
      'created /a/three 1',
      'dataChanged /b 2',
      'deleted /a/one 1',
    ]);
    // The watches are there again.
    await other.setData('/a/two', 'x');
    await window.until(() => window.row('/a/two').stat?.version === 1);
    await window.until(() => window.seen === 8);
    await proxy.close();
  });

  it('survives a restart of the server', async () => {
    const { window, proxy, other } = await openBehindProxy({ '/a/one': '1' }, 10_000);
    await window.expand('/a');
    await window.untilRowsAreLive();
    await window.workspace.node.open({ path: '/a/one' }, window.context());
    await zookeeper.server.kill();
    await window.until(() => stateOf(window) === 'reconnecting');
    await expect(
      window.workspace.node.save(
        { path: '/a/one', data: null, base: { version: 0, mzxid: 1n } },
        window.context(),
      ),
    ).rejects.toMatchObject({ failure: { code: 'NOT_CONNECTED' } });
    expect(window.paths()).toEqual(['/', '/a', '/a/one']);
    await zookeeper.server.restart();
    await window.until(() => stateOf(window) === 'connected', 20_000);
    await expect
      .poll(() => other.create('/a/two').catch(() => null), { timeout: 20_000 })
      .toBe('/a/two');
    await window.until(() => window.paths().includes('/a/two'));
    await other.setData('/a/one', '2');
    await window.until(() => window.text === '2');
    await proxy.close();
  });

  it('whose session expired gets a new one, and says what went with the old one', async () => {
    const tree = { '/a/one': '1', '/b': '1' };
    const { window, proxy, other } = await openBehindProxy(tree, 1_000);
    await window.expand('/a');
    await window.workspace.node.open({ path: '/b' }, window.context());
    await window.workspace.watches.add({ path: '/b', scope: 'subtree' }, window.context());
    for (const path of ['/a/mine', '/a/other', '/a/deleted']) {
      await window.workspace.node.create(
        { path, data: null, mode: 'ephemeral', createParents: false },
        window.context(),
      );
    }
    await window.workspace.node.delete({ path: '/a/deleted', version: 0 }, window.context());
    await window.until(() => window.paths().length === 6);
    await window.untilRowsAreLive();
    await proxy.refuse();
    proxy.cut();
    await expect.poll(() => other.exists('/a/mine'), { timeout: 15_000 }).toBeNull();
    await other.setData('/b', '2');
    await proxy.heal();
    await window.until(() => window.workspace.snapshot('connection')?.expiry !== undefined, 20_000);
    await window.until(() => stateOf(window) === 'connected', 20_000);
    expect(window.workspace.snapshot('connection')?.expiry?.ephemeralsLost).toBe(2);
    await window.until(() => window.text === '2');
    await window.until(() => window.paths().length === 4);
    expect(window.paths()).toEqual(['/', '/a', '/a/one', '/b']);
    await other.create('/b/deep');
    await other.create('/b/deep/er');
    await window.until(() => window.changes().some(({ path }) => path === '/b/deep/er'));
    await other.setData('/a/one', '2');
    await window.until(() => window.row('/a/one').stat?.version === 1);
    await proxy.close();
  });
});
