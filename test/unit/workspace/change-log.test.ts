import { describe, expect, it } from 'vitest';
import { ChangeLog } from '../../../electron/workspace/changes/change-log.ts';
import { ValueCache } from '../../../electron/workspace/changes/value-cache.ts';
import type { Change, ChangeKind, ChangeValue } from '../../../shared/model/change.ts';

function value(bytes: number, version = 0): ChangeValue {
  return { kind: 'value', data: new Uint8Array(bytes), version };
}

function text(pattern: string) {
  return { kind: 'text', pattern } as const;
}

function createLog(maxRows = 5, maxValueBytes = 10_000) {
  const log = new ChangeLog({ maxRows, maxValueBytes });
  const append = (path: string, kind: ChangeKind = 'created', count = 1) =>
    log.append({ seenAt: 0, kind, path, count });
  return { log, append };
}

describe('ChangeLog', () => {
  it('gives windows newest first', () => {
    const { log, append } = createLog();
    for (const path of ['/a', '/b', '/c']) append(path);
    expect(log.window(1, 10)).toMatchObject({
      seen: 3,
      kept: 3,
      matching: 3,
      from: 1,
      rows: [
        { id: 2, path: '/b' },
        { id: 1, path: '/a' },
      ],
    });
    expect(log.window(3, 10).rows).toEqual([]);
  });

  it('keeps a bounded number of rows and goes on counting', () => {
    const { log, append } = createLog(5);
    for (let i = 1; i <= 12; i++) append(`/n${i}`);
    expect(log.window(0, 100).rows.map(({ id }) => id)).toEqual([12, 11, 10, 9, 8]);
    expect(log.summary).toEqual({ seen: 12, kept: 5 });
    expect(log.detail(7)).toBeNull();
  });

  it('keeps paths of a bounded size, whatever the number of rows that name them', () => {
    const log = new ChangeLog({ maxRows: 1_000, maxValueBytes: 0, maxPathBytes: 10_000 });
    const append = (path: string) => log.append({ seenAt: 0, kind: 'created', path, count: 1 });
    for (let i = 0; i < 100; i++) append(`/${'界'.repeat(1_000)}${String(i)}`);
    expect(log.rows.paths.sizeBytes).toBeLessThanOrEqual(10_000);
    expect(log.window(0, 100).rows.map(({ id }) => id)).toEqual([100, 99, 98]);
    // One row that is too large by itself is kept all the same, and the one after it lets it go.
    append(`/${'x'.repeat(20_000)}`);
    expect(log.summary.kept).toBe(1);
    append('/small');
    expect(log.rows.paths.sizeBytes).toBe(6);
    expect(log.summary).toEqual({ seen: 102, kept: 1 });
  });

  it('counts merged changes and corrects the sum when a count is learnt later', () => {
    const { log, append } = createLog();
    const id = append('/a', 'dataChanged');
    append('/b', 'childrenChanged', 4);
    log.update(id, { count: 3, version: 7, mzxid: 9n, after: value(2, 7) });
    expect(log.summary.seen).toBe(7);
    expect(log.detail(id)).toMatchObject({
      change: { count: 3, version: 7, mzxid: 9n },
      before: { kind: 'unknown' },
      after: { kind: 'value', version: 7 },
    });
    log.update(99, { count: 1 });
    expect(log.summary.seen).toBe(7);
  });

  it('finds by path and kind, up to an id, while rows come and go', () => {
    const { log, append } = createLog(5);
    for (const path of ['/app/A', '/b', '/app/c', '/d']) append(path);
    const ids = (query: Parameters<ChangeLog['window']>[2]) =>
      log.window(0, 10, query).rows.map(({ id }) => id);
    expect(ids({ path: text('APP') })).toEqual([3, 1]);
    expect(ids({ upTo: 3 })).toEqual([3, 2, 1]);
    append('/app/e', 'deleted');
    append('/app/f');
    expect(ids({ path: text('app') })).toEqual([6, 5, 3]);
    expect(ids({ path: text('app'), upTo: 5 })).toEqual([5, 3]);
    expect(ids({ path: text('app'), kinds: ['deleted'] })).toEqual([5]);
    expect(log.window(1, 1, { path: text('app') })).toMatchObject({
      matching: 3,
      rows: [{ id: 5 }],
    });
    log.clear();
    append('/app/g');
    expect(ids({ path: text('app') })).toEqual([7]);
    expect(log.summary).toEqual({ seen: 7, kept: 1 });
  });

  it('lets the oldest values go when they take too many bytes, and keeps the rows', () => {
    const { log } = createLog(50);
    const add = (before: ChangeValue) =>
      log.append({ seenAt: 0, kind: 'dataChanged', path: '/a', count: 1, before });
    add(value(6_000));
    add({ kind: 'absent' });
    add(value(6_000));
    expect(log.detail(1)?.before.kind).toBe('unknown');
    expect(log.detail(2)?.before.kind).toBe('absent');
    expect(log.detail(3)?.before.kind).toBe('value');
    log.update(3, { after: value(6_000) });
    expect(log.detail(3)?.after.kind).toBe('unknown');
    add(value(9_000));
    expect(log.detail(4)?.before.kind).toBe('value');
    log.update(1, { after: value(10) });
    expect(log.detail(1)?.after.kind).toBe('unknown');
    expect(log.detail(4)?.before.kind).toBe('value');
  });

  it('counts what holding a value takes beside its bytes', () => {
    const { log } = createLog(5_000, 10_000);
    for (let i = 0; i < 1_000; i++) {
      log.append({ seenAt: 0, kind: 'dataChanged', path: '/a', count: 1, after: value(1) });
    }
    const held = log
      .window(0, 1_000)
      .rows.filter(({ id }) => log.detail(id)?.after.kind === 'value');
    expect(held.length).toBeGreaterThan(50);
    expect(held.length).toBeLessThan(100);
  });

  it('gives every field back as it was, whether it was there or not', () => {
    const { log } = createLog();
    const bare = { seenAt: 1.5, kind: 'deleted', path: '/a', count: 1 } as const;
    const full: Omit<Change, 'id'> = {
      seenAt: 1_700_000_000_000,
      kind: 'created',
      path: '/a',
      fromVersion: -1,
      version: 0,
      mzxid: 0x7fff_ffff_ffff_ffffn,
      fromBytes: 0,
      bytes: 1_048_575,
      count: 4_000_000_000,
      seenBy: 'sample',
      owner: -0x8000_0000_0000_0000n,
    };
    const session = { state: 'connected', server: 'zk:2181', sessionId: 5n } as const;
    const gap = { from: 1, to: 2, reason: 'overload', isCompared: false } as const;
    log.append(bare);
    log.append(full);
    log.append({ seenAt: 2, kind: 'session', path: '/', count: 1, session });
    log.append({ seenAt: 3, kind: 'gap', path: '/', count: 1, gap });
    expect(log.window(0, 4).rows).toEqual([
      { id: 4, seenAt: 3, kind: 'gap', path: '/', count: 1, gap },
      { id: 3, seenAt: 2, kind: 'session', path: '/', count: 1, session },
      { ...full, id: 2 },
      { ...bare, id: 1 },
    ]);
    log.update(1, { fromVersion: 3, bytes: 7, seenBy: 'comparison' });
    expect(log.detail(1)?.change).toEqual({
      ...bare,
      id: 1,
      fromVersion: 3,
      bytes: 7,
      seenBy: 'comparison',
    });
  });

  it('does not count sessions and gaps as changes seen', () => {
    const { log, append } = createLog();
    append('/a', 'dataChanged', 3);
    log.append({ seenAt: 0, kind: 'session', path: '/', count: 1, session: { state: 'closed' } });
    const gap = { from: 0, to: 1, reason: 'paused', isCompared: true } as const;
    log.append({ seenAt: 0, kind: 'gap', path: '/', count: 1, gap });
    expect(log.summary).toEqual({ seen: 3, kept: 3 });
  });

  it('keeps a path for as long as a row names it', () => {
    const { log, append } = createLog(3);
    for (const path of ['/a', '/b', '/a', '/c', '/d', '/e']) append(path);
    expect(log.window(0, 9).rows.map(({ path }) => path)).toEqual(['/e', '/d', '/c']);
    append('/a');
    expect(log.window(0, 9).rows.map(({ path }) => path)).toEqual(['/a', '/e', '/d']);
  });
});

describe('ValueCache', () => {
  const known = (bytes: number) => ({ data: new Uint8Array(bytes), version: 1 });

  it('keeps the values read last within its bytes', () => {
    const cache = new ValueCache(1_000);
    for (const path of ['/a', '/b', '/c']) cache.set(path, known(300));
    expect(cache.get('/a')).toBeUndefined();
    expect(cache.get('/c')).toBeDefined();
  });

  it('keeps a large value for the open node only', () => {
    const cache = new ValueCache(10_000_000);
    cache.setOpenPath('/open');
    cache.set('/open', known(1_000_000));
    cache.set('/other', known(1_000_000));
    expect(cache.get('/open')?.data?.byteLength).toBe(1_000_000);
    expect(cache.get('/other')).toBeUndefined();
    cache.setOpenPath(null);
    expect(cache.get('/open')).toBeUndefined();
  });
});
