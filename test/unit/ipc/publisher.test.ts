import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Publisher } from '../../../electron/ipc/publisher.ts';
import type { Topics } from '../../../shared/contract/topics.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function setUp() {
  const sent: [string, unknown][] = [];
  const present = {
    tree: { revision: 0, rowCount: 1, filter: '', matchCount: 0 },
    changes: { seen: 0, kept: 0 },
  };
  const publisher = new Publisher({
    send: (topic, value) => sent.push([topic, value]),
    snapshot: (topic) => ({ ...(present as unknown as Topics) })[topic],
  });
  const setRevision = (revision: number) => {
    present.tree = { ...present.tree, revision };
    publisher.changed('tree');
  };
  const revisions = () => sent.map(([, value]) => (value as Topics['tree']).revision);
  return { publisher, sent, setRevision, revisions };
}

describe('publisher', () => {
  test('a new listener gets the present value, and nothing goes out before', () => {
    const { publisher, setRevision, revisions } = setUp();
    setRevision(1);
    expect(revisions()).toEqual([]);
    publisher.subscribe('tree');
    expect(revisions()).toEqual([1]);
    publisher.dispose();
  });

  test('the first change goes out at once, the burst after it as one message within 4 ms', () => {
    const { publisher, setRevision, revisions } = setUp();
    publisher.subscribe('tree');
    vi.advanceTimersByTime(30);
    setRevision(1);
    expect(revisions()).toEqual([0, 1]);
    for (let revision = 2; revision <= 1000; revision++) setRevision(revision);
    vi.advanceTimersByTime(3);
    expect(revisions()).toEqual([0, 1]);
    vi.advanceTimersByTime(1);
    expect(revisions()).toEqual([0, 1, 1000]);
    vi.advanceTimersByTime(1000);
    expect(revisions()).toEqual([0, 1, 1000]);
    publisher.dispose();
  });

  test('under a steady stream messages become fewer, down to one in 32 ms', () => {
    const { publisher, setRevision, revisions } = setUp();
    publisher.subscribe('tree');
    for (let ms = 1; ms <= 300; ms++) {
      setRevision(ms);
      vi.advanceTimersByTime(1);
    }
    expect(revisions().slice(0, 6)).toEqual([0, 4, 12, 28, 60, 92]);
    expect(revisions().length).toBeLessThanOrEqual(13);
    vi.advanceTimersByTime(32);
    expect(revisions().at(-1)).toBe(300);
    // After a rest it is quick again.
    vi.advanceTimersByTime(32);
    setRevision(301);
    setRevision(302);
    vi.advanceTimersByTime(4);
    expect(revisions().slice(-2)).toEqual([301, 302]);
    publisher.dispose();
  });

  test('topics are paced each for itself', () => {
    const { publisher, sent, setRevision } = setUp();
    publisher.subscribe('tree');
    publisher.subscribe('changes');
    vi.advanceTimersByTime(30);
    sent.length = 0;
    setRevision(1);
    publisher.changed('changes');
    expect(sent.map(([topic]) => topic)).toEqual(['tree', 'changes']);
    publisher.dispose();
  });

  test('an event is neither merged nor delayed, and has no present value', () => {
    const { publisher, sent } = setUp();
    publisher.event('menu', { id: 'lost' });
    publisher.subscribe('menu');
    publisher.event('menu', { id: 'a' });
    publisher.event('menu', { id: 'b' });
    publisher.subscribe('storageProblem');
    publisher.event('storageProblem', {
      kind: 'writeFailed',
      file: '/settings.json',
      reason: 'full',
    });
    expect(sent).toEqual([
      ['menu', { id: 'a' }],
      ['menu', { id: 'b' }],
      ['storageProblem', { kind: 'writeFailed', file: '/settings.json', reason: 'full' }],
    ]);
  });

  test('problems with files that were met before the page wait for it', () => {
    const { publisher, sent } = setUp();
    const problem = { kind: 'corrupt', file: '/drafts/a.json', reason: '/drafts/b' } as const;
    publisher.event('storageProblem', problem);
    publisher.subscribe('menu');
    expect(sent).toEqual([]);
    publisher.subscribe('storageProblem');
    publisher.subscribe('storageProblem');
    expect(sent).toEqual([['storageProblem', problem]]);
  });

  test('what a page must not miss is held while it loads again, and delivered once', () => {
    const { publisher, sent } = setUp();
    publisher.subscribe('openNode');
    publisher.reset();
    publisher.event('openNode', { path: '/a' });
    publisher.event('incident', { id: 'incident-1' });
    expect(sent).toEqual([]);
    publisher.subscribe('openNode');
    publisher.subscribe('incident');
    publisher.subscribe('openNode');
    expect(sent).toEqual([
      ['openNode', { path: '/a' }],
      ['incident', { id: 'incident-1' }],
    ]);
  });

  test('after a reset nothing is sent until the next page subscribes, and no timer is left', () => {
    const { publisher, setRevision, revisions } = setUp();
    publisher.subscribe('tree');
    setRevision(1);
    publisher.reset();
    expect(vi.getTimerCount()).toBe(0);
    setRevision(2);
    vi.advanceTimersByTime(100);
    expect(revisions()).toEqual([0]);
    publisher.subscribe('tree');
    expect(revisions()).toEqual([0, 2]);
    publisher.dispose();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a topic that was left costs nothing', () => {
    const { publisher, setRevision, revisions } = setUp();
    publisher.subscribe('tree');
    publisher.unsubscribe('tree');
    setRevision(1);
    vi.advanceTimersByTime(100);
    expect(revisions()).toEqual([0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([['no such topic'], [undefined], [{}], ['__proto__']])(
    'a name that is no topic is ignored: %o',
    (topic) => {
      const { publisher, sent } = setUp();
      publisher.subscribe(topic);
      publisher.unsubscribe(topic);
      expect(sent).toEqual([]);
    },
  );
});
