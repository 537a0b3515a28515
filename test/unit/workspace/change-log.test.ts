import { describe, expect, it } from 'vitest';
import { ChangeLog } from '../../../electron/workspace/changes/change-log.ts';
import { ValueCache } from '../../../electron/workspace/changes/value-cache.ts';
import type { ChangeKind, ChangeValue } from '../../../shared/model/change.ts';

function value(bytes: number, version = 0): ChangeValue {
  return { kind: 'value', data: new Uint8Array(bytes), version };
}

function createLog(maxRows = 5, maxValueBytes = 100) {
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
    expect(ids({ text: 'APP' })).toEqual([3, 1]);
    expect(ids({ upTo: 3 })).toEqual([3, 2, 1]);
    append('/app/e', 'deleted');
    append('/app/f');
    expect(ids({ text: 'app' })).toEqual([6, 5, 3]);
    expect(ids({ text: 'app', upTo: 5 })).toEqual([5, 3]);
    expect(ids({ text: 'app', kind: 'deleted' })).toEqual([5]);
    expect(log.window(1, 1, { text: 'app' })).toMatchObject({ matching: 3, rows: [{ id: 5 }] });
    log.clear();
    append('/app/g');
    expect(ids({ text: 'app' })).toEqual([7]);
    expect(log.summary).toEqual({ seen: 7, kept: 1 });
  });

  it('lets the oldest values go when they take too many bytes, and keeps the rows', () => {
    const { log } = createLog(50, 100);
    const add = (before: ChangeValue) =>
      log.append({ seenAt: 0, kind: 'dataChanged', path: '/a', count: 1, before });
    add(value(60));
    add({ kind: 'absent' });
    add(value(60));
    expect(log.detail(1)?.before.kind).toBe('unknown');
    expect(log.detail(2)?.before.kind).toBe('absent');
    expect(log.detail(3)?.before.kind).toBe('value');
    log.update(3, { after: value(60) });
    expect(log.detail(3)?.after.kind).toBe('unknown');
    add(value(90));
    expect(log.detail(4)?.before.kind).toBe('value');
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
