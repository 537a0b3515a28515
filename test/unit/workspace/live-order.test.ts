import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Storage } from '../../../electron/storage/storage.ts';
import { LiveView, watchBudget } from '../../../electron/workspace/live/live-view.ts';
import { WatchKeeping } from '../../../electron/workspace/watches/watch-keeping.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { FakeSession } from '../zookeeper/fake-session.ts';

let session: FakeSession;
let view: LiveView;
let keeping: WatchKeeping;
let folder: string;

beforeEach(async () => {
  session = new FakeSession();
  session.put('/a', 'one');
  session.put('/b', 'one');
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-live-order-'));
  keeping = new WatchKeeping(await Storage.open({ folder }), 'zk:2181');
  view = new LiveView({
    keeping,
    session: () => session,
    clock: () => 7,
    steadyClock: () => 7,
    onChange: () => {},
    onGone: () => {},
    onRecorded: () => {},
  });
  session.onWatchEvent((event) => view.handle(event));
  await view.levels.expand('/');
  view.rows.request(['/', '/a', '/b']);
  await new Promise((resolve) => setImmediate(resolve));
  session.log.length = 0;
  session.answersAtOnce = false;
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const changes = () =>
  view.log.window(0, 100).rows.map(({ kind, path, count }) => `${kind} ${path} ${count}`);
const names = () => view.tree.window(0, 100).map(({ path }) => path);
const requests = (operation: string) => session.log.filter((line) => line.startsWith(operation));

describe('events and replies', () => {
  it('reads a node once more when an event comes while it is being read', async () => {
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    session.put('/a', 'three');
    session.emit('dataChanged', '/a');
    session.put('/a', 'four');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    expect(requests('getData')).toHaveLength(2);
    // The first read saw version 1; the second one two changes more.
    expect(changes()).toEqual(['dataChanged /a 2', 'dataChanged /a 1']);
    expect(view.log.detail(2)).toMatchObject({ before: { version: 1 }, after: { version: 3 } });
  });

  it('counts once what a read has seen ahead of its event', async () => {
    session.put('/a', 'two');
    session.put('/a', 'three');
    session.emit('dataChanged', '/a');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    expect(changes()).toEqual(['dataChanged /a 2']);
    expect(view.log.summary.seen).toBe(2);
  });

  it('writes a change down even when the node goes before it could be read', async () => {
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    session.drop('/a');
    session.emit('deleted', '/a');
    session.emit('childrenChanged', '/');
    await session.answerAll();
    expect(changes()).toEqual(['deleted /a 1', 'dataChanged /a 1']);
    expect(names()).toEqual(['/', '/b']);
  });

  it('asks for a list once more, not once for each event', async () => {
    for (const path of ['/c', '/d', '/e', '/f']) {
      session.put(path, '');
      session.emit('childrenChanged', '/');
    }
    await session.answerAll();
    expect(requests('getChildren')).toHaveLength(2);
    expect(names()).toEqual(['/', '/a', '/b', '/c', '/d', '/e', '/f']);
    expect(changes().sort()).toEqual([
      'created /c 1',
      'created /d 1',
      'created /e 1',
      'created /f 1',
    ]);
  });

  it('does not write down twice what an event and a list both report', async () => {
    session.put('/c', '');
    session.emit('childrenChanged', '/');
    session.drop('/a');
    session.emit('deleted', '/a');
    session.emit('childrenChanged', '/');
    expect(names()).toEqual(['/', '/b']);
    await session.answerAll();
    expect(changes().sort()).toEqual(['created /c 1', 'deleted /a 1']);
    expect(names()).toEqual(['/', '/b', '/c']);
  });

  it('counts children that came and went unseen as one merged change', async () => {
    session.put('/c', '');
    session.drop('/c');
    session.emit('childrenChanged', '/');
    session.emit('childrenChanged', '/');
    await session.answerAll();
    expect(changes()).toEqual(['childrenChanged / 2']);
  });

  it('keeps the order of changes of one node that is deleted and made again', async () => {
    session.drop('/a');
    session.emit('deleted', '/a');
    session.emit('childrenChanged', '/');
    session.put('/a', 'new');
    session.emit('created', '/a');
    session.emit('childrenChanged', '/');
    await session.answerAll();
    expect(changes()).toEqual(['created /a 1', 'deleted /a 1']);
    expect(names()).toEqual(['/', '/a', '/b']);
    expect(view.facts.get('/a').stat?.version).toBe(0);
  });

  it('takes nothing for a node that went unread from the next one of its name', async () => {
    session.readsWhenAnswered = true;
    const come = (path: string, text: string, owner = 0n) => {
      session.put(path, text, owner);
      session.emit('created', path);
    };
    const go = (path: string) => {
      session.drop(path);
      session.emit('deleted', path);
    };
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    go('/a');
    come('/a', 'another');
    come('/c', 'new', 5n);
    go('/c');
    come('/c', 'newer', 6n);
    await session.answerAll();
    const details = view.log.window(0, 100).rows.map(({ id }) => view.log.detail(id));
    expect(changes()).toEqual([
      'created /c 1',
      'deleted /c 1',
      'created /c 1',
      'created /a 1',
      'deleted /a 1',
      'dataChanged /a 1',
    ]);
    const [secondOfC, , firstOfC, , , setOnce] = details;
    expect(setOnce?.after).toEqual({ kind: 'unknown' });
    expect(setOnce?.change).not.toHaveProperty('version');
    expect(secondOfC).toMatchObject({ change: { owner: 6n }, after: { version: 0 } });
    expect(firstOfC).toMatchObject({ after: { kind: 'unknown' } });
    expect(firstOfC?.change).not.toHaveProperty('owner');
  });

  it('never shows a newer stat beside older data of the open node', async () => {
    const opening = view.openNode.open('/a');
    await session.answerAll();
    await opening;
    session.put('/a', 'two');
    const rereading = view.resync();
    await session.answerAll();
    await rereading;
    const shown = view.openNode.snapshot;
    expect(
      shown?.kind === 'present' && [shown.stat.version, Buffer.from(shown.data ?? []).toString()],
    ).toEqual([1, 'two']);
    session.put('/a/child', '');
    session.put('/a', 'three');
    session.emit('childrenChanged', '/a');
    await session.answer();
    const between = view.openNode.snapshot;
    expect(between?.kind === 'present' && between.stat.version).toBe(1);
    session.emit('dataChanged', '/a');
    await session.answerAll();
    const after = view.openNode.snapshot;
    expect(after?.kind === 'present' && after.stat).toMatchObject({ version: 2, numChildren: 1 });
  });

  it('takes children that come and go under a recursive watch into a level that is loading', async () => {
    session.put('/a/old', '');
    view.watches.add('/a', 'children');
    const expanding = view.levels.expand('/a');
    session.put('/a/new', '');
    session.emit('created', '/a/new');
    session.drop('/a/old');
    session.emit('deleted', '/a/old');
    await session.answerAll();
    await expanding;
    expect(names()).toEqual(['/', '/a', '/a/new', '/b']);
    expect(changes()).toEqual(['deleted /a/old 1', 'created /a/new 1']);
  });

  it('counts once what comes under a recursive watch while a list is being sorted', async () => {
    session.put('/a/old', '');
    view.watches.add('/a', 'children');
    const expanding = view.levels.expand('/a');
    const answered = session.answer();
    await Promise.resolve();
    expect(view.tree.branch('/a')?.state.kind).toBe('loading');
    session.put('/a/new', '');
    session.emit('created', '/a/new');
    session.drop('/a/old');
    session.emit('deleted', '/a/old');
    await answered;
    await session.answerAll();
    await expanding;
    const rereading = view.resync();
    await session.answerAll();
    await rereading;
    expect(names()).toEqual(['/', '/a', '/a/new', '/b']);
    expect(changes()).toEqual(['deleted /a/old 1', 'created /a/new 1']);
  });

  it('asks again for a list that failed when a child comes under a recursive watch', async () => {
    view.watches.add('/a', 'children');
    const refusal = { code: 'NO_AUTH', operation: 'getChildren', retryable: false } as const;
    vi.spyOn(session, 'listChildren').mockRejectedValueOnce(new ZooKeeperError(refusal));
    await view.levels.expand('/a');
    expect(view.tree.branch('/a')?.state.kind).toBe('failed');
    session.put('/a/new', '');
    session.emit('created', '/a/new');
    await session.answerAll();
    expect(names()).toEqual(['/', '/a', '/a/new', '/b']);
  });

  it('shows the open node as gone when its deletion follows the reply of a read at once', async () => {
    const opening = view.openNode.open('/a');
    const answered = session.answer();
    // The one turn after which a session gives out what the server sent next.
    await Promise.resolve();
    session.drop('/a');
    session.emit('deleted', '/a');
    await answered;
    await opening;
    expect(view.openNode.snapshot).toMatchObject({
      kind: 'absent',
      last: { stat: { version: 0 } },
    });
    expect(view.facts.get('/a').stat).toBeNull();
  });

  const loseNextRead = () => {
    const loss = { code: 'CONNECTION_LOST', operation: 'getData', retryable: true } as const;
    vi.spyOn(session, 'getData').mockRejectedValueOnce(new ZooKeeperError(loss));
  };
  const resync = async () => {
    const rereading = view.resync();
    await session.answerAll();
    await rereading;
  };

  it('completes the row of a change whose read was cut off, with what was missed since', async () => {
    loseNextRead();
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    expect(changes()).toEqual(['dataChanged /a 1']);
    session.put('/a', 'three');
    await resync();
    expect(changes()).toEqual(['dataChanged /a 2']);
    expect(view.log.detail(1)).toMatchObject({ change: { version: 2 }, after: { version: 2 } });
    expect(view.log.summary.seen).toBe(2);
  });

  it('gives a change after the reconnect a row of its own', async () => {
    loseNextRead();
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    const opening = view.openNode.open('/a');
    await session.answerAll();
    await opening;
    await resync();
    expect(changes()).toEqual(['dataChanged /a 1']);
    session.put('/a', 'three');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    expect(changes()).toEqual(['dataChanged /a 1', 'dataChanged /a 1']);
  });

  it('writes a change of an ACL down once, whoever reads the node again', async () => {
    view.watches.add('/', 'subtree');
    view.watches.add('/a', 'node');
    await session.answerAll();
    session.changeAcl('/a');
    session.changeAcl('/a');
    session.changeAcl('/b');
    view.lose();
    const resumed = view.resume();
    await session.answerAll();
    await resumed;
    expect(changes().sort()).toEqual(['aclChanged /a 2', 'aclChanged /b 1']);
    const ofA = view.log.window(0, 10, { node: '/a' }).rows;
    expect(ofA).toMatchObject([{ fromVersion: 0, version: 2, seenBy: 'comparison' }]);
    await resync();
    expect(changes()).toHaveLength(2);
  });

  it('restores a watch beyond the budget paused, with the reason, and keeps it as it was', async () => {
    const kept = { scope: 'node', since: 1, isPaused: false, keepOnDisk: false } as const;
    const paths = Array.from({ length: watchBudget + 5 }, (_, i) => `/kept${i}`);
    vi.spyOn(keeping, 'list').mockReturnValue(paths.map((path) => ({ ...kept, path })));
    const keep = vi.spyOn(keeping, 'keep').mockReturnValue();
    view.restoreWatches();
    await session.answerAll();
    const restored = view.watches.list();
    expect(restored).toHaveLength(watchBudget + 5);
    const last = restored.at(-1);
    expect(last).toMatchObject({
      isPaused: true,
      state: 'paused',
      restoreFailure: { code: 'WATCH_LIMIT' },
    });
    expect(restored[0]?.restoreFailure).toBeUndefined();
    expect(keep).not.toHaveBeenCalled();
    await view.watches.remove(restored[0]?.id ?? '', false);
    view.watches.setPaused(last?.id ?? '', false);
    expect(view.watches.list().at(-1)?.restoreFailure).toBeUndefined();
  });

  it('writes down that the ACL of a row was changed when its data is read again', async () => {
    session.changeAcl('/a');
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    expect(changes().sort()).toEqual(['aclChanged /a 1', 'dataChanged /a 1']);
  });

  it('keeps what is known of visible rows while a watch sees more changed nodes than there is room for', async () => {
    view.watches.add('/flood', 'subtree');
    await session.answerAll();
    for (let i = 0; i < 6_000; i++) {
      session.put(`/flood/n${i}`, '');
      session.emit('created', `/flood/n${i}`);
    }
    session.answersAtOnce = true;
    await session.answerAll();
    await vi.waitFor(() => expect(view.log.summary.seen).toBe(6_000), 20_000);
    expect(view.facts.get('/a').stat).toMatchObject({ version: 0 });
    expect(view.facts.get('/b').stat).toMatchObject({ version: 0 });
  });

  it('has a row show what happened to its node, by kind, and as of which revision', async () => {
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    const [first] = view.events.of('/a');
    expect(first).toMatchObject({ kind: 'dataChanged', count: 1 });
    session.put('/a', 'three');
    session.put('/a', 'four');
    session.emit('dataChanged', '/a');
    session.emit('dataChanged', '/a');
    session.changeAcl('/a');
    await session.answerAll();
    const [newest, older] = view.events.of('/a');
    expect(newest).toMatchObject({ kind: 'aclChanged', count: 1 });
    expect(older).toMatchObject({ kind: 'dataChanged', count: 3 });
    expect(older?.revision).toBeGreaterThan(first?.revision ?? Infinity);
    expect(newest?.revision).toBeLessThanOrEqual(view.revision);
    expect(view.events.of('/b')).toEqual([]);
  });

  it('shows what a new session reads, whatever the transactions of the data set before were', async () => {
    session.answersAtOnce = true;
    for (let i = 0; i < 9; i++) session.put('/a', 'from before');
    await view.openNode.open('/a');
    await view.resync();
    expect(view.facts.get('/a').stat).toMatchObject({ version: 9 });
    // The server was wiped, and a script has made the same nodes anew.
    session = new FakeSession();
    session.put('/a', 'made anew');
    await view.restart();
    const shown = view.openNode.snapshot;
    expect(shown?.kind === 'present' && Buffer.from(shown.data ?? []).toString()).toBe('made anew');
    expect(view.facts.get('/a').stat).toMatchObject({ version: 0, mzxid: 2n });
    expect(names()).toEqual(['/', '/a']);
  });

  it('asks for stats of the rows shown last when windows follow each other fast', async () => {
    for (let i = 0; i < 2_000; i++) session.put(`/n${i}`, '');
    session.emit('childrenChanged', '/');
    await session.answerAll();
    await vi.waitFor(() => expect(view.tree.rowCount).toBe(2_003));
    session.log.length = 0;
    for (let from = 0; from < 2_000; from += 100) {
      view.rows.request(view.tree.window(from, 100).map(({ path }) => path));
    }
    await session.answerAll();
    const asked = requests('existsMany').map((line) => line.split(',').length);
    expect(asked).toHaveLength(2);
    expect(asked[1]).toBeLessThanOrEqual(600);
    expect(view.registry.count).toBeLessThanOrEqual(1_000);
  });
});
