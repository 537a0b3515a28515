import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WatchScope } from '../../../../shared/model/change.ts';
import type { LiveEvent } from '../../../../electron/zookeeper/live/live-event.ts';
import type { LiveLimits } from '../../../../electron/zookeeper/live/live-limits.ts';
import { LiveModel, type WatchOptions } from '../../../../electron/zookeeper/live/live-model.ts';
import { WatchRegistry } from '../../../../electron/zookeeper/live/watch-registry.ts';
import { ZooKeeperError } from '../../../../electron/zookeeper/errors.ts';
import { noNames, PackedNames } from '../../../../electron/zookeeper/packed-names.ts';
import { watchEventLoop } from '../../../fixtures/watch-event-loop.ts';
import { FakeSession } from '../fake-session.ts';

let session: FakeSession;
let registry: WatchRegistry;
let model: LiveModel;
let now: number;

beforeEach(() => {
  session = new FakeSession();
  now = 1_000;
  for (const path of ['/a', '/a/b', '/a/b/c', '/z']) session.put(path, '0');
});

afterEach(() => {
  model.dispose();
  expect(session.watches.size, 'watches left behind').toBe(0);
  expect(registry.count).toBe(0);
  vi.useRealTimers();
});

function open(limits: Partial<LiveLimits> = {}, budget = 10) {
  registry = new WatchRegistry({
    session: () => session,
    budget,
    onWatchLost: () => {},
    onCountChange: () => {},
  });
  model = new LiveModel({ session: () => session, registry, steadyClock: () => now, limits });
  session.onWatchEvent((event) => model.handle(event));
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A watch that has seen all there is, and what it reports from then on. */
async function watch(path: string, scope: WatchScope, options?: WatchOptions) {
  const watched = model.watch(path, scope, options);
  const events: LiveEvent[] = [];
  const comparisons: string[] = [];
  watched.onEvent((event) => {
    if (event.kind !== 'compared') events.push(event);
    else comparisons.push(`${event.isComplete ? 'complete' : 'incomplete'} after ${events.length}`);
  });
  await session.answerAll();
  expect(watched.state).toBe('live');
  session.log.length = 0;
  return { watched, events, comparisons };
}

function line(event: LiveEvent): string {
  const found = 'isFound' in event && event.isFound ? '?' : '';
  switch (event.kind) {
    case 'compared':
      return 'compared';
    case 'gap':
      return `gap ${event.from}-${event.to} ${event.reason} ${event.isCompared}`;
    case 'dataChanged': {
      const { path, count, before, now: after } = event;
      const to = after.kind === 'unread' ? after.reason : after.stat.version;
      return `dataChanged${found} ${path} ×${count} ${before.version}→${to}`;
    }
    case 'childrenChanged':
      return `childrenChanged${found} ${event.path} ×${event.count}`;
    case 'aclChanged':
      return `aclChanged${found} ${event.path} ×${event.count} ${event.from}→${event.to}`;
    case 'created':
    case 'deleted':
      return `${event.kind}${found} ${event.path}`;
  }
}

const lines = (events: LiveEvent[]) => events.map(line);
const set = (path: string, isReported = true) => {
  session.put(path, `at ${++now}`);
  if (isReported) session.emit('dataChanged', path);
};
const create = (path: string, isReported = true) => {
  session.put(path, 'new');
  if (isReported) session.emit('created', path);
};
const drop = (path: string, isReported = true) => {
  session.drop(path);
  if (isReported) session.emit('deleted', path);
};

describe('a live watch', () => {
  it('reports its own scope only', async () => {
    open();
    const node = await watch('/a', 'node');
    const children = await watch('/a', 'children');
    const subtree = await watch('/a', 'subtree');
    set('/a');
    set('/a/b');
    create('/a/b/d');
    set('/z');
    drop('/a/b/d');
    await session.answerAll();
    expect(lines(node.events)).toEqual(['dataChanged /a ×1 0→1']);
    expect(lines(children.events)).toEqual(['dataChanged /a/b ×1 0→1']);
    expect(lines(subtree.events)).toEqual([
      'dataChanged /a ×1 0→1',
      'dataChanged /a/b ×1 0→1',
      'created /a/b/d',
      'deleted /a/b/d',
    ]);
    expect(session.watches).toEqual(new Map([['/a', 'recursive']]));
  });

  it('carries the data after a change, or only the stat, and shares reads', async () => {
    open();
    const one = await watch('/a', 'subtree');
    const two = await watch('/a/b', 'node');
    const bare = await watch('/z', 'node', { withData: false });
    session.answersAtOnce = false;
    set('/a/b');
    set('/z');
    await session.answerAll();
    expect(session.log).toEqual(['getData /a/b', 'exists /z']);
    expect(one.events).toMatchObject([{ now: { kind: 'value', stat: { version: 1 } } }]);
    expect(two.events).toEqual(one.events);
    expect(bare.events).toMatchObject([{ now: { kind: 'stat', stat: { version: 1 } } }]);
  });

  it('keeps the order while earlier changes wait for their read', async () => {
    open();
    const { events } = await watch('/', 'subtree');
    session.answersAtOnce = false;
    set('/a');
    drop('/z');
    create('/y');
    set('/a/b');
    expect(events).toEqual([]);
    await session.answerAll();
    expect(lines(events)).toEqual([
      'dataChanged /a ×1 0→1',
      'deleted /z',
      'created /y',
      'dataChanged /a/b ×1 0→1',
    ]);
  });

  it('merges what happened between two reads and counts it by the version', async () => {
    open();
    const { events, watched } = await watch('/a', 'node');
    session.answersAtOnce = false;
    for (let i = 0; i < 50; i++) set('/a');
    await session.answerAll();
    expect(session.log).toEqual(['getData /a', 'getData /a']);
    expect(lines(events)).toEqual(['dataChanged /a ×1 0→1', 'dataChanged /a ×49 1→50']);
    expect(watched.changeCount).toBe(50);
  });

  it('counts once what a read has seen ahead of its event', async () => {
    open();
    const { events } = await watch('/a', 'node');
    session.answersAtOnce = false;
    session.put('/a', 'one');
    session.put('/a', 'two');
    session.emit('dataChanged', '/a');
    session.emit('dataChanged', '/a');
    await session.answerAll();
    set('/a');
    await session.answerAll();
    expect(lines(events)).toEqual(['dataChanged /a ×2 0→2', 'dataChanged /a ×1 2→3']);
  });

  it('reports a node that is deleted and made again as both, also before it could be read', async () => {
    open();
    const { events } = await watch('/a', 'subtree');
    session.answersAtOnce = false;
    set('/a/b/c');
    drop('/a/b/c');
    create('/a/b/c');
    set('/a/b/c');
    await session.answerAll();
    expect(lines(events)).toEqual([
      'dataChanged /a/b/c ×1 0→1',
      'deleted /a/b/c',
      'created /a/b/c',
      'dataChanged /a/b/c ×1 0→1',
    ]);
  });

  it.each([100, 1])(
    'takes nothing for a node that went unread from the next one of its name, %i remembered',
    async (maxNodes) => {
      open({ maxNodes });
      const { events } = await watch('/a', 'subtree');
      session.answersAtOnce = false;
      // The server is behind with reads: the first one sees what became of the path after all that follows.
      session.readsWhenAnswered = true;
      create('/a/n');
      drop('/a/n');
      session.put('/a/n', 'another', 5n);
      session.emit('created', '/a/n');
      set('/a/n');
      await session.answerAll();
      expect(lines(events)).toEqual([
        'created /a/n',
        'deleted /a/n',
        'created /a/n',
        'dataChanged /a/n ×1 0→1',
      ]);
      const [first, gone, second] = events;
      expect(first).toMatchObject({ now: { kind: 'unread', reason: 'gone' } });
      if (maxNodes > 1) {
        expect(gone).toMatchObject({ before: { mzxid: null, dataLength: null, czxid: null } });
      }
      expect(second).toMatchObject({ now: { kind: 'value', stat: { ephemeralOwner: 5n } } });
    },
  );

  it('does not take what a node became for what it was when it was made', async () => {
    open();
    const { events } = await watch('/a', 'subtree');
    session.answersAtOnce = false;
    session.readsWhenAnswered = true;
    create('/a/n');
    session.put('/a/n', 'longer');
    session.emit('dataChanged', '/a/n');
    await session.answerAll();
    expect(lines(events)).toEqual(['created /a/n', 'dataChanged /a/n ×1 0→1']);
    expect(events[1]).toMatchObject({ before: { version: 0, dataLength: null, mzxid: null } });
  });

  it('reports changes while it is still loading, and learns the rest without a word', async () => {
    open();
    session.answersAtOnce = false;
    const watched = model.watch('/', 'subtree');
    const events: LiveEvent[] = [];
    watched.onEvent((event) => events.push(event));
    set('/z');
    create('/new');
    drop('/a/b/c');
    expect(watched.state).toBe('loading');
    await session.answerAll();
    expect(watched.state).toBe('live');
    expect(lines(events)).toEqual(['dataChanged /z ×1 0→1', 'created /new', 'deleted /a/b/c']);
    expect(watched.nodeCount).toBe(5);
  });

  it('reads the stat of a node whose data it may not read', async () => {
    open();
    const { events } = await watch('/a', 'node');
    const refusal = { code: 'NO_AUTH', operation: 'getData', retryable: false } as const;
    vi.spyOn(session, 'getData').mockRejectedValueOnce(new ZooKeeperError(refusal));
    set('/a');
    await session.answerAll();
    expect(events).toMatchObject([{ now: { kind: 'stat', refusal, stat: { version: 1 } } }]);
  });

  it('reports an ACL that was changed when it reads the node again, each change once', async () => {
    open();
    const { events } = await watch('/a', 'subtree');
    session.changeAcl('/a/b');
    session.changeAcl('/a/b');
    session.answersAtOnce = false;
    set('/a/b');
    set('/a/b');
    await session.answerAll();
    expect(lines(events)).toEqual([
      'dataChanged /a/b ×1 0→1',
      'dataChanged /a/b ×1 1→2',
      'aclChanged? /a/b ×2 0→2',
    ]);
    session.changeAcl('/a/b');
    model.lose();
    model.resume();
    await session.answerAll();
    expect(lines(events).slice(4)).toEqual(['aclChanged? /a/b ×1 2→3']);
    model.lose();
    model.resume();
    await session.answerAll();
    expect(events).toHaveLength(6);
  });

  it('takes a hidden node that somebody else has seen, once', async () => {
    open();
    const { events } = await watch('/a', 'children');
    session.put('/a/hidden', 'x');
    model.suggest('created', '/a/hidden');
    model.suggest('created', '/a/hidden');
    model.suggest('created', '/a/b');
    await session.answerAll();
    session.drop('/a/hidden');
    model.suggest('deleted', '/a/hidden');
    model.suggest('deleted', '/a/hidden');
    await session.answerAll();
    expect(lines(events)).toEqual(['created /a/hidden', 'deleted /a/hidden']);
    model.lose();
    model.resume();
    await session.answerAll();
    expect(lines(events).slice(2)).toEqual(['gap 1000-1000 reconnected true']);
  });
});

describe('a gap', () => {
  it('is reported, and what changed in it is found, each once', async () => {
    open();
    const { events, watched } = await watch('/', 'subtree');
    model.lose();
    expect(watched.state).toBe('away');
    now = 2_000;
    set('/a', false);
    set('/a', false);
    session.drop('/a/b/c');
    session.drop('/a/b');
    session.put('/a/b', 'again');
    session.put('/new', '');
    session.put('/new/deep', '');
    session.put('/brief', '');
    session.drop('/brief');
    session.drop('/z');
    now = 3_000;
    model.resume();
    await session.answerAll();
    expect(watched.state).toBe('live');
    expect(lines(events).slice(0, 1)).toEqual(['gap 1000-3000 reconnected true']);
    expect(lines(events).slice(1).sort()).toEqual([
      'childrenChanged? / ×2',
      'created? /a/b',
      'created? /new',
      'created? /new/deep',
      'dataChanged? /a ×2 0→2',
      'deleted? /a/b',
      'deleted? /a/b/c',
      'deleted? /z',
    ]);
    model.lose();
    model.resume();
    await session.answerAll();
    expect(events).toHaveLength(10);
  });

  it('reports what waits before it, and counts on from there', async () => {
    open();
    const { events, watched } = await watch('/a', 'node');
    session.answersAtOnce = false;
    set('/a');
    set('/a');
    model.lose();
    set('/a', false);
    model.resume();
    await session.answerAll();
    expect(lines(events)).toEqual([
      'dataChanged /a ×1 0→noConnection',
      'dataChanged /a ×1 1→noConnection',
      'gap 1002-1003 reconnected true',
      'dataChanged? /a ×1 2→3',
    ]);
    expect(watched.changeCount).toBe(3);
  });

  it('does not report twice what a watch reports while the comparison is under way', async () => {
    open();
    const { events, watched } = await watch('/', 'subtree');
    model.lose();
    set('/a', false);
    session.put('/missed', '');
    session.answersAtOnce = false;
    session.readsWhenAnswered = true;
    model.resume();
    set('/a');
    create('/late');
    drop('/z');
    drop('/missed');
    await session.answerAll();
    expect(watched.state).toBe('live');
    const gap = lines(events).shift();
    expect(gap).toMatch(/^gap/);
    // The read of /a shows what was missed together with what its event reported; of /missed, only the end was seen.
    expect(lines(events).slice(1).sort()).toEqual([
      'childrenChanged? / ×1',
      'created /late',
      'dataChanged /a ×2 0→2',
      'deleted /missed',
      'deleted /z',
    ]);
    model.lose();
    model.resume();
    await session.answerAll();
    expect(events).toHaveLength(7);
  });

  it('in which a node came is reported so, also when it changes before the comparison comes to it', async () => {
    open();
    const { watched, events } = await watch('/a', 'subtree');
    watched.pause();
    create('/a/set', false);
    session.answersAtOnce = false;
    session.readsWhenAnswered = true;
    watched.unpause();
    set('/a/set');
    await session.answerAll();
    expect(lines(events.slice(1))).toEqual(['created? /a/set', 'dataChanged /a/set ×1 0→1']);
  });

  it('in which a node went is reported so, also when it comes again before the comparison', async () => {
    open();
    const { watched, events } = await watch('/a', 'subtree');
    watched.pause();
    drop('/a/b/c', false);
    session.answersAtOnce = false;
    session.readsWhenAnswered = true;
    watched.unpause();
    create('/a/b/c');
    // Before the new one could be read.
    watched.pause();
    await session.answerAll();
    watched.unpause();
    await session.answerAll();
    expect(lines(events).filter((each) => !each.startsWith('gap'))).toEqual([
      'deleted? /a/b/c',
      'created /a/b/c',
    ]);
  });

  it('in which a node was made again is reported with what the new one is, and its changes once', async () => {
    open();
    const { watched, events } = await watch('/a', 'subtree');
    for (let i = 0; i < 5; i++) set('/a/b/c');
    await session.answerAll();
    watched.pause();
    drop('/a/b/c', false);
    create('/a/b/c', false);
    set('/a/b/c', false);
    events.length = 0;
    session.answersAtOnce = false;
    session.readsWhenAnswered = true;
    watched.unpause();
    set('/a/b/c');
    set('/a/b/c');
    await session.answerAll();
    set('/a/b/c');
    await session.answerAll();
    expect(lines(events.slice(1))).toEqual([
      'deleted? /a/b/c',
      'created? /a/b/c',
      'dataChanged /a/b/c ×1 3→4',
    ]);
    expect(events[2]).toMatchObject({ now: { stat: { version: 3 } } });
  });

  it('in which a node that was never read was made again is identified by its version', async () => {
    open();
    const { watched, events } = await watch('/a', 'subtree');
    session.answersAtOnce = false;
    create('/a/n');
    set('/a/n');
    set('/a/n');
    watched.pause();
    await session.answerAll();
    drop('/a/n', false);
    create('/a/n', false);
    events.length = 0;
    watched.unpause();
    await session.answerAll();
    expect(lines(events.slice(1))).toEqual(['deleted? /a/n', 'created? /a/n']);
  });

  it('that begins again while it is compared is reported again, its changes once', async () => {
    open();
    const { events, comparisons } = await watch('/', 'subtree');
    model.lose();
    set('/z', false);
    session.put('/brief', '');
    session.drop('/brief');
    session.drop('/a/b/c');
    session.answersAtOnce = false;
    model.resume();
    await session.answer();
    await session.answer();
    model.lose();
    model.resume();
    await session.answerAll();
    expect(
      lines(events)
        .filter((each) => !each.startsWith('gap'))
        .sort(),
    ).toEqual(['childrenChanged? / ×2', 'dataChanged? /z ×1 0→1', 'deleted? /a/b/c']);
    expect(comparisons).toEqual(['incomplete after 2', 'complete after 5']);
  });

  it('of an expired session adds all watches to the new one', async () => {
    open();
    const { events } = await watch('/a', 'children');
    model.lose();
    session.watches.clear();
    session.put('/a/c', '');
    model.restart();
    await session.answerAll();
    expect(session.watches).toEqual(new Map([['/a', 'recursive']]));
    expect(lines(events)).toEqual(['gap 1000-1000 sessionExpired true', 'created? /a/c']);
  });

  it('finds that the whole scope is gone', async () => {
    open();
    const { events } = await watch('/a/b', 'subtree');
    model.lose();
    session.drop('/a/b/c');
    session.drop('/a/b');
    model.resume();
    await session.answerAll();
    expect(lines(events).slice(1)).toEqual(['deleted? /a/b/c', 'deleted? /a/b']);
  });

  it('cannot be compared where there are more nodes than are remembered', async () => {
    open({ maxNodes: 3 });
    const { events, watched } = await watch('/', 'subtree');
    expect(watched.nodeCount).toBeNull();
    set('/a');
    set('/a');
    await session.answerAll();
    model.lose();
    set('/a', false);
    model.resume();
    await session.answerAll();
    expect(events.map(({ kind }) => kind)).toEqual(['dataChanged', 'dataChanged', 'gap']);
    expect(events[2]).toMatchObject({ isCompared: false });
  });

  it('of a pause or of the off switch gives the watches back meanwhile', async () => {
    open();
    const { events, watched } = await watch('/a', 'subtree');
    watched.pause();
    expect([session.watches.size, watched.state]).toEqual([0, 'away']);
    set('/a', false);
    model.switchOff();
    watched.unpause();
    expect([session.watches.size, watched.state]).toEqual([0, 'away']);
    expect(model.budget).toEqual({ used: 0, cap: 10, isOff: true });
    now = 5_000;
    model.switchOn();
    await session.answerAll();
    expect(session.watches.size).toBe(1);
    // The connection's own gap reaches back to the off switch only.
    expect(lines(events)).toEqual(['gap 1000-5000 paused true', 'dataChanged? /a ×1 0→1']);
  });
});

describe('the comparing after a gap', () => {
  it('is over when all that it found was reported, not when it was seen', async () => {
    open();
    const { events, comparisons, watched } = await watch('/', 'subtree');
    model.lose();
    set('/a/b/c', false);
    session.answersAtOnce = false;
    model.resume();
    while (watched.state !== 'live') await session.answer();
    expect([events.length, comparisons]).toEqual([1, []]);
    set('/z');
    await session.answerAll();
    expect(lines(events).slice(1)).toEqual(['dataChanged? /a/b/c ×1 0→1', 'dataChanged /z ×1 0→1']);
    expect(comparisons).toEqual(['complete after 2']);
  });

  it('is over also when nothing had changed, and is reported of a gap alone', async () => {
    open();
    const { events, comparisons } = await watch('/', 'subtree');
    expect(comparisons).toEqual([]);
    model.lose();
    model.resume();
    await session.answerAll();
    expect([events.length, comparisons]).toEqual([1, ['complete after 1']]);
  });

  it('is given up when there are too many nodes by now', async () => {
    open({ maxNodes: 10 });
    const { comparisons, watched } = await watch('/', 'subtree');
    model.lose();
    for (let i = 0; i < 20; i++) session.put(`/n${i}`, '');
    model.resume();
    await session.answerAll();
    expect(watched.nodeCount).toBeNull();
    expect(comparisons).toEqual([expect.stringMatching(/^incomplete/)]);
  });
});

describe('limits', () => {
  it('does not stall the event loop over a level of a million nodes', async () => {
    open({ maxNodes: 100 });
    const names = PackedNames.from(Array.from({ length: 1_000_000 }, (_, i) => `instance-${i}`));
    const { stat } = await session.listChildren('/z');
    vi.spyOn(session, 'listChildren').mockImplementation((path) =>
      Promise.resolve(path === '/z' ? { names, stat } : { names: noNames, stat }),
    );
    const watched = model.watch('/z', 'subtree');
    const lag = watchEventLoop();
    await expect.poll(() => watched.state).toBe('live');
    expect(watched.nodeCount).toBeNull();
    // Naming all of them takes longer than this.
    expect(lag.stop()).toBeLessThan(100);
  });

  it('samples above the read rate, counts truly and says so', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    open({ maxReadsPerSecond: 2, sampleMs: 100 });
    const { events, watched } = await watch('/', 'subtree');
    for (let i = 0; i < 100; i++) {
      set('/a');
      set('/z');
      await turn();
    }
    vi.advanceTimersByTime(100);
    await turn();
    expect(session.log.length).toBeLessThan(4);
    const sampled = events.filter((event) => event.kind === 'dataChanged' && event.isSampled);
    expect(sampled).toMatchObject([
      { path: '/a', count: 99, now: { kind: 'unread', reason: 'sampled' } },
      { path: '/z', count: 99, now: { kind: 'unread', reason: 'sampled' } },
    ]);
    expect(watched.changeCount).toBe(200);
    vi.advanceTimersByTime(5_000);
    set('/a');
    await turn();
    expect(lines(events).at(-1)).toBe('dataChanged /a ×1 100→101');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('reports an overload as a gap and finds what it has dropped', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    open({ maxPending: 5 });
    const { events, watched } = await watch('/', 'subtree');
    session.answersAtOnce = false;
    set('/a');
    drop('/z');
    for (let i = 0; i < 10; i++) create(`/n${i}`);
    drop('/n0');
    expect(lines(events)).toEqual([
      'gap 1001-1001 overload true',
      'gap 1001-1001 overload true',
      'deleted /n0',
    ]);
    expect(watched.state).toBe('comparing');
    await vi.advanceTimersByTimeAsync(200);
    session.answersAtOnce = true;
    await session.answerAll();
    expect(watched.state).toBe('live');
    expect(lines(events).slice(3).sort()).toEqual(
      [
        ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `created? /n${i}`),
        // The creation of /n0.
        'childrenChanged? / ×1',
        'dataChanged? /a ×1 0→1',
        'deleted? /z',
      ].sort(),
    );
    expect(vi.getTimerCount()).toBe(0);
  });

  it('refuses a watch above the budget, but not one that costs nothing', async () => {
    open({}, 2);
    const { watched } = await watch('/a', 'subtree');
    const other = model.watch('/z', 'node');
    expect(() => model.watch('/y', 'node')).toThrow(ZooKeeperError);
    model.watch('/a/b', 'subtree');
    model.watch('/a/b/c', 'node');
    expect([...session.watches.keys()]).toEqual(['/a', '/z']);
    watched.dispose();
    watched.dispose();
    expect([...session.watches.keys()].sort()).toEqual(['/a/b', '/z']);
    other.dispose();
    model.watch('/y', 'node');
    await session.answerAll();
  });

  it('leaves no timer, listener or watch behind when it is disposed in the middle', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    open({ maxReadsPerSecond: 1, sampleMs: 100 });
    const { watched, events } = await watch('/', 'subtree');
    session.answersAtOnce = false;
    for (const path of ['/a', '/a/b', '/z']) set(path);
    expect(vi.getTimerCount()).toBe(1);
    watched.dispose();
    expect(vi.getTimerCount()).toBe(0);
    await session.answerAll();
    expect(events).toEqual([]);
    expect(model.watches).toEqual([]);
  });
});
