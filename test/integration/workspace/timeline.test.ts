import { describe, expect, it } from 'vitest';
import { formatId } from '../../../shared/model/stat.ts';
import type { SessionFactory, ZooKeeperSession } from '../../../electron/zookeeper/port.ts';
import { createSessionFactory } from '../../../electron/zookeeper/session-factory.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { FakeKeychain } from '../../unit/storage/fake-keychain.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

const watchesOf = (window: TestWorkspace) => window.workspace.snapshot('watches');
const kindsOf = (window: TestWorkspace) =>
  [...window.entries()]
    .reverse()
    .map(({ kind, path, session, gap }) =>
      [kind, path, session?.state ?? gap?.reason].filter(Boolean).join(' '),
    );

async function watching(scope: 'node' | 'subtree' = 'subtree') {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a/x': 'one' });
  const keychain = new FakeKeychain();
  const window = await openWorkspace({ keychain });
  await window.connect(test.connectString);
  const watch = await window.workspace.watches.add({ path: '/a', scope }, window.context());
  await window.until(() => watchesOf(window)[0]?.state === 'live');
  return { test, window, watch, keychain };
}

describe('an entry of a watch', () => {
  it('shows versions and sizes, and the owner of an ephemeral node', async () => {
    const { test, window } = await watching();
    await test.other.setData('/a/x', 'three');
    await window.until(() => window.changes()[0]?.bytes === 5);
    await test.other.delete('/a/x');
    await window.until(() => window.seen === 2);
    expect(window.changes()).toMatchObject([
      { kind: 'deleted', fromVersion: 1, fromBytes: 5, seenBy: 'watch' },
      { kind: 'dataChanged', fromVersion: 0, version: 1, fromBytes: 3, bytes: 5 },
    ]);
    const path = '/a/mine';
    const request = { path, data: null, mode: 'ephemeral', createParents: false } as const;
    await window.workspace.node.create(request, window.context());
    await window.until(() => window.seen === 3);
    const state = window.workspace.snapshot('connection')?.state;
    const sessionId = state?.kind === 'connected' ? state.sessionId : 0n;
    expect(window.changes()[0]).toMatchObject({ kind: 'created', owner: sessionId });
    const owner = await window.workspace.changes.findOwner({ sessionId }, window.context());
    expect(owner, formatId(sessionId)).toMatchObject({
      kind: 'known',
      address: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
    });
    expect(await window.workspace.changes.findOwner({ sessionId: 1n }, window.context())).toEqual({
      kind: 'unknown',
      answers: [{ kind: 'notThere', server: expect.any(String) as string }],
    });
  });
});

describe('an entry of what the window shows', () => {
  it('shows versions and sizes of the rows of a level and of the open node', async () => {
    const test = await zookeeper.withChroot();
    await test.seed({ '/a/x': 'one', '/open': 'one' });
    const window = await openWorkspace();
    await window.connect(test.connectString);
    await window.expand('/a');
    await window.workspace.node.open({ path: '/open' }, window.context());
    await window.untilRowsAreLive();
    await test.other.setData('/a/x', 'three');
    await test.other.setData('/open', '');
    const isRead = () => window.changes().filter(({ version }) => version === 1).length === 2;
    await window.until(isRead);
    expect(window.seen).toBe(2);
    expect(window.changes().filter(({ path }) => path === '/a/x')).toMatchObject([
      { kind: 'dataChanged', fromVersion: 0, version: 1, fromBytes: 3, bytes: 5, seenBy: 'watch' },
    ]);
    expect(window.changes().filter(({ path }) => path === '/open')).toMatchObject([
      { kind: 'dataChanged', fromVersion: 0, version: 1, fromBytes: 3, bytes: 0, seenBy: 'watch' },
    ]);
    await test.other.delete('/a/x');
    await window.until(() => window.changesOf('deleted').length === 1);
    expect(window.changesOf('deleted')[0]).toMatchObject({ fromVersion: 1, fromBytes: 5 });
  });
});

describe('a change of an ACL', () => {
  it('is one entry when a node is read again, whoever watches it', async () => {
    const { test, window } = await watching();
    await window.workspace.watches.add({ path: '/a/x', scope: 'node' }, window.context());
    await window.workspace.node.open({ path: '/a/x' }, window.context());
    await window.until(() => watchesOf(window).every(({ state }) => state === 'live'));
    const readOnly = [{ scheme: 'world', id: 'anyone', permissions: 1 }];
    await test.other.setAcl('/a/x', readOnly);
    const { watches } = window.workspace;
    await watches.switchOff(undefined, window.context());
    await watches.switchOn(undefined, window.context());
    await window.until(() => window.seen > 0);
    await window.until(() => watchesOf(window).every(({ state }) => state === 'live'));
    expect(window.changes()).toMatchObject([
      { kind: 'aclChanged', path: '/a/x', fromVersion: 0, version: 1, seenBy: 'comparison' },
    ]);
  });
});

describe('a gap', () => {
  it('is one entry after a cut, followed by exactly what differs', async () => {
    const test = await zookeeper.withChroot();
    await test.seed({ '/a/x': '0' });
    const proxy = await startTcpProxy(zookeeper.server.clientPort);
    const window = await openWorkspace();
    await window.connect(proxy.connectString + test.chroot);
    await window.workspace.watches.add({ path: '/a', scope: 'subtree' }, window.context());
    await window.until(() => watchesOf(window)[0]?.state === 'live');
    await proxy.refuse();
    proxy.cut();
    await window.until(() => watchesOf(window)[0]?.state === 'away');
    await test.other.setMany('/a/x', ['1', '2']);
    await proxy.heal();
    await window.until(() => window.seen === 2);
    expect(kindsOf(window)).toEqual([
      'session / connected',
      'session / reconnecting',
      'session / connected',
      'gap / reconnected',
      'dataChanged /a/x',
    ]);
    expect(window.changes()[0]).toMatchObject({ seenBy: 'comparison', fromVersion: 0, version: 2 });
    await proxy.close();
  });

  it('says how much was found, also where nothing had changed, and after a restart', async () => {
    const { test, window, watch, keychain } = await watching();
    const { watches } = window.workspace;
    await watches.keepOnDisk({ id: watch.id, isOn: true }, window.context());
    const comparisonsOf = (of: TestWorkspace) =>
      [...of.entries()].reverse().flatMap(({ gap }) => gap?.comparison ?? []);
    const whileOff = async (change: () => Promise<unknown>) => {
      await watches.switchOff(undefined, window.context());
      // The server answers in order: with this answer it has let the watches go as well.
      await window.workspace.node.read({ path: '/a' }, window.context());
      await change();
      await watches.switchOn(undefined, window.context());
      await window.until(() => comparisonsOf(window).at(-1)?.state !== 'running');
    };
    await window.expand('/a');
    await window.untilRowsAreLive();
    await whileOff(() => Promise.resolve());
    await whileOff(async () => {
      await test.other.setMany('/a/x', ['1', '2']);
      // Seen by the window alone.
      await test.other.create('/beside');
      await test.other.delete('/a/x');
      await test.other.create('/a/y');
    });
    const found = [
      { state: 'complete', found: 0 },
      { state: 'complete', found: 3 },
    ];
    expect(comparisonsOf(window)).toEqual(found);
    expect(window.seen).toBe(3);
    const gaps = window.entries().flatMap(({ gap }) => gap ?? []);
    expect(gaps.filter(({ from, to }) => !Number.isInteger(from) || from > to)).toEqual([]);
    await watches.setPaused({ id: watch.id, isPaused: true }, window.context());
    await watches.setPaused({ id: watch.id, isPaused: false }, window.context());
    await window.until(() => comparisonsOf(window).at(-1)?.state === 'complete');
    expect(comparisonsOf(window)).toEqual([...found, { state: 'complete', found: 0 }]);
    await window.app.dispose();

    const again = await openWorkspace({ folder: window.folder, keychain });
    await again.connect(test.connectString);
    const isCompared = () => comparisonsOf(again).at(-1)?.state === 'complete';
    await again.until(() => comparisonsOf(again).length === 4 && isCompared());
    // The last one is that of the time in between.
    const none = { state: 'complete', found: 0 };
    expect(comparisonsOf(again)).toEqual([...found, none, none]);
    expect(again.entries().filter(({ kind }) => kind === 'gap')).toHaveLength(4);
  });

  it('after an expiry shows how the session went, and what differs', async () => {
    const test = await zookeeper.withChroot();
    await test.seed({ '/a/x': '0' });
    const proxy = await startTcpProxy(zookeeper.server.clientPort);
    const window = await openWorkspace();
    await window.connect(proxy.connectString + test.chroot, { sessionTimeoutMs: 1_000 });
    await window.workspace.watches.add({ path: '/a', scope: 'subtree' }, window.context());
    await window.until(() => watchesOf(window)[0]?.state === 'live');
    const mine = { path: '/mine', data: null, mode: 'ephemeral', createParents: false } as const;
    await window.workspace.node.create(mine, window.context());
    // Cut before its level was read again, it would have come and gone unseen.
    await window.until(() => kindsOf(window).includes('created /mine'));
    await proxy.refuse();
    proxy.cut();
    await expect.poll(() => test.other.exists('/mine'), { timeout: 15_000 }).toBeNull();
    await test.other.setData('/a/x', '1');
    await proxy.heal();
    await window.until(() => kindsOf(window).includes('dataChanged /a/x'), 20_000);
    const turns = kindsOf(window).filter((each) => !/^(created|deleted) /.test(each));
    expect(turns).toEqual([
      'session / connected',
      'session / reconnecting',
      'session / expired',
      'session / connected',
      'gap / sessionExpired',
      'dataChanged /a/x',
    ]);
    expect(window.changesOf('dataChanged')).toMatchObject([
      { seenBy: 'comparison', fromVersion: 0, version: 1 },
    ]);
    // The first three turns are of the old session.
    const ids = window.entries().flatMap(({ session }) => session?.sessionId ?? []);
    expect(ids.reverse()).toEqual([ids[0], ids[0], ids[0], ids[3]]);
    expect(ids[3]).not.toBe(ids[0]);
    await proxy.close();
  }, 60_000);

  it('is reported for a watch that was paused, and for all that were off', async () => {
    const { test, window, watch } = await watching();
    const { watches, node } = window.workspace;
    // The server answers in order: with this answer it has let the watches go as well.
    const removed = () => node.read({ path: '/a' }, window.context());
    await watches.setPaused({ id: watch.id, isPaused: true }, window.context());
    expect(watchesOf(window)[0]).toMatchObject({ state: 'paused', serverWatches: 0 });
    await removed();
    await test.other.setData('/a/x', '1');
    await watches.setPaused({ id: watch.id, isPaused: false }, window.context());
    await window.until(() => window.seen === 1);
    await watches.switchOff(undefined, window.context());
    expect(watchesOf(window)[0]).toMatchObject({ state: 'off', serverWatches: 0 });
    expect(window.workspace.snapshot('connection')).toMatchObject({
      areWatchesOff: true,
      watchCount: 0,
    });
    await removed();
    await test.other.setData('/a/x', '2');
    await watches.switchOn(undefined, window.context());
    await window.until(() => window.seen === 2);
    expect(kindsOf(window).slice(1)).toEqual([
      'gap /a paused',
      'dataChanged /a/x',
      'gap / switchedOff',
      'dataChanged /a/x',
    ]);
    expect(window.changes().map(({ seenBy }) => seenBy)).toEqual(['comparison', 'comparison']);
  });
});

describe('a turn of the session', () => {
  it('is written down when credentials are refused, which is its end', async () => {
    const test = await zookeeper.withChroot();
    const factory = createSessionFactory();
    const opened: ZooKeeperSession[] = [];
    const sessions: SessionFactory = {
      async connect(settings, options) {
        const session = await factory.connect(settings, options);
        opened.push(session);
        return session;
      },
    };
    const window = await openWorkspace({ sessions });
    await window.connect(test.connectString);
    const refused = opened[0]?.addAuth('unheard-of', Buffer.from('x'));
    await expect(refused).rejects.toMatchObject({ failure: { code: 'AUTH_FAILED' } });
    await window.until(() => kindsOf(window).length === 2);
    expect(kindsOf(window)).toEqual(['session / connected', 'session / authFailed']);
    const [refusal, connected] = window.entries();
    expect(refusal?.session?.sessionId).toBe(connected?.session?.sessionId);
  });
});

describe('after a restart', () => {
  it('watches are there as they were left, with what was kept on disk', async () => {
    const { test, window, watch, keychain } = await watching();
    const { watches } = window.workspace;
    await watches.keepOnDisk({ id: watch.id, isOn: true }, window.context());
    const paused = await watches.add({ path: '/', scope: 'node' }, window.context());
    await watches.setPaused({ id: paused.id, isPaused: true }, window.context());
    await test.other.setData('/a/x', 'kept');
    await window.until(() => window.seen === 1);
    await window.app.dispose();

    const again = await openWorkspace({ folder: window.folder, keychain });
    await again.connect(test.connectString);
    await again.until(() => again.changes().length === 1);
    expect(watchesOf(again)).toMatchObject([
      { path: '/a', scope: 'subtree', keepOnDisk: true, isPaused: false },
      { path: '/', scope: 'node', isPaused: true, state: 'paused' },
    ]);
    await again.until(() => watchesOf(again)[0]?.state === 'live');
    expect(kindsOf(again)).toEqual([
      'dataChanged /a/x',
      'session / closed',
      'session / connected',
      'gap / closed',
    ]);
    const id = again.changes()[0]?.id ?? 0;
    const detail = await again.workspace.changes.getDetail({ id }, again.context());
    expect(detail?.after).toMatchObject({ data: new TextEncoder().encode('kept'), version: 1 });
    await test.other.setData('/a/x', 'more');
    await again.until(() => again.changes().length === 2);
    expect(again.seen).toBe(1);
  });

  it.each([{ forgetHistory: false }, { forgetHistory: true }])(
    'a watch that was removed and set again has its history, or not: %o',
    async ({ forgetHistory }) => {
      const { test, window, watch, keychain } = await watching();
      const keep = (id: string, of: TestWorkspace) =>
        of.workspace.watches.keepOnDisk({ id, isOn: true }, of.context());
      await keep(watch.id, window);
      await test.other.setData('/a/x', 'kept');
      await window.until(() => window.seen === 1);
      const { watches } = window.workspace;
      await watches.remove({ id: watch.id, forgetHistory }, window.context());
      const anew = await watches.add({ path: '/a', scope: 'subtree' }, window.context());
      await keep(anew.id, window);
      await window.app.dispose();
      const again = await openWorkspace({ folder: window.folder, keychain });
      await again.connect(test.connectString);
      await again.until(() => kindsOf(again).includes('session / closed'));
      expect(again.changesOf('dataChanged')).toHaveLength(forgetHistory ? 0 : 1);
    },
  );

  it('keeping fails without a keychain', async () => {
    const { window, watch, keychain } = await watching();
    keychain.current = { isReal: false, reason: 'plainText', detail: 'basic_text' };
    const keeping = window.workspace.watches.keepOnDisk(
      { id: watch.id, isOn: true },
      window.context(),
    );
    await expect(keeping).rejects.toMatchObject({ failure: { code: 'KEYCHAIN_UNAVAILABLE' } });
    expect(watchesOf(window)[0]?.keepOnDisk).toBe(false);
  });
});

describe('an earlier connection', () => {
  it('leaves its timeline behind, apart from that of the next one', async () => {
    const { test, window } = await watching();
    await test.other.setData('/a/x', 'three');
    await window.until(() => window.changes()[0]?.bytes === 5);
    const next = await zookeeper.withChroot();
    await window.connect(next.connectString);
    const [earlier, ...others] = window.app.snapshot('timelines');
    expect(earlier).toMatchObject({ kind: 'earlier', connection: test.connectString });
    expect(others).toEqual([]);
    expect(window.changesOf('dataChanged')).toEqual([]);
    const source = { file: earlier?.id ?? '' };
    const asked = { source, from: 0, count: 10, query: { value: 'thr' } };
    const { rows } = await window.workspace.changes.getWindow(asked, window.context());
    expect(rows).toMatchObject([{ kind: 'dataChanged', path: '/a/x', version: 1 }]);
    const { id = 0 } = rows[0] ?? {};
    expect(
      await window.workspace.changes.getDetail({ source, id }, window.context()),
    ).toMatchObject({ after: { kind: 'value', version: 1 } });

    // One that saw nothing leaves nothing.
    await window.disconnect();
    expect(window.app.snapshot('timelines')).toEqual([earlier]);
    await window.workspace.changes.closeFile({ file: source.file }, window.context());
    expect(window.app.snapshot('timelines')).toEqual([]);
  });
});

describe('a storm', () => {
  it('of 20,000 changes is counted as the writer counts', async () => {
    const { test, window } = await watching();
    const values = Array.from({ length: 20_000 }, (_, i) => String(i));
    await test.other.setMany('/a/x', values);
    await window.until(() => window.seen >= 20_000, 30_000);
    const counted = await window.workspace.changes.getStatistics(
      { buckets: 1, topPaths: 1 },
      window.context(),
    );
    expect(counted.byKind.dataChanged).toBe(20_000);
    expect(window.changes()[0]).toMatchObject({ version: 20_000 });
    expect(watchesOf(window)[0]).toMatchObject({ changeCount: 20_000 });
  }, 60_000);
});
