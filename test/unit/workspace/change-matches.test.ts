import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { ChangeLog } from '../../../electron/workspace/changes/change-log.ts';
import { countChanges } from '../../../electron/workspace/changes/change-statistics.ts';
import {
  changeKinds,
  entryKinds,
  type ChangeDetail,
  type ChangesQuery,
  type ChangeValue,
} from '../../../shared/model/change.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const never = new AbortController().signal;
const paths = ['/', '/app', '/app/a', '/app/B', '/app/a/x1', '/app/a/x2', '/other', '/other/app'];

/** Patterns with what they mean, said another way. */
const patterns: readonly (readonly [ChangesQuery['path'], (path: string) => boolean])[] = [
  [undefined, () => true],
  [{ kind: 'text', pattern: '' }, () => true],
  [{ kind: 'text', pattern: 'APP' }, (path) => path.includes('app')],
  [{ kind: 'glob', pattern: '/app/**' }, (path) => path === '/app' || path.startsWith('/app/')],
  [{ kind: 'glob', pattern: '/app/*' }, (path) => /^\/app\/[^/]+$/.test(path)],
  [{ kind: 'regex', pattern: 'x\\d$' }, (path) => /x\d$/.test(path)],
];

function randomHelpers(seed: number) {
  const random = seededRandom(seed);
  const below = (bound: number) => Math.floor(random() * bound);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const value = (): ChangeValue =>
    pick<() => ChangeValue>([
      () => ({ kind: 'unknown' }),
      () => ({ kind: 'absent' }),
      () => ({ kind: 'value', data: null, version: 1 }),
      () => ({ kind: 'value', data: Buffer.from(pick(['Alpha', 'beta', 'alphabet'])), version: 2 }),
    ])();
  return { below, pick, value };
}

function kept(log: ChangeLog): ChangeDetail[] {
  return log
    .window(0, Infinity)
    .rows.map(({ id }) => log.detail(id))
    .filter((detail) => detail !== null);
}

function holds(value: ChangeValue, text: string): boolean {
  return value.kind === 'value' && (value.data ?? '').toString().toLowerCase().includes(text);
}

describe('a query over the timeline', () => {
  it.each([1, 2, 3, 4, 5, 6])('finds what a plain filter finds, with the seed %i', async (seed) => {
    const { below, pick, value } = randomHelpers(seed);
    const log = new ChangeLog({ maxRows: 150, maxValueBytes: 6_000 });
    for (let round = 0; round < 1_500; round++) {
      const kind = pick(entryKinds);
      const lastId = log.append({
        seenAt: 1_000 + round,
        kind,
        path: pick(paths),
        count: 1 + below(3),
        before: value(),
        after: value(),
        ...(kind === 'session' && { session: { state: 'closed' } }),
      });
      if (below(2) === 0) log.update(lastId - below(200), { before: value(), after: value() });
      if (below(400) === 0) log.clear();
      if (below(3) > 0) continue;
      const [path, fitsPath] = pick(patterns);
      const node = below(4) === 0 ? pick(paths) : undefined;
      const kinds = below(3) === 0 ? entryKinds.filter(() => below(2) === 0) : undefined;
      const text = pick([undefined, undefined, '', 'alpha', 'ET']);
      const from = below(3) === 0 ? 1_000 + round - below(150) : undefined;
      const to = below(3) === 0 ? 1_000 + round - below(50) : undefined;
      const upTo = below(3) === 0 ? lastId - below(100) : undefined;
      const query: ChangesQuery = { path, node, kinds, value: text, from, to, upTo };
      const isOfNodes = node !== undefined || !!path?.pattern || !!text;
      const expected = kept(log)
        .filter(
          ({ change, before, after }) =>
            change.id <= (upTo ?? Infinity) &&
            fitsPath(change.path) &&
            (node === undefined || change.path === node) &&
            (!kinds || kinds.includes(change.kind)) &&
            (!isOfNodes || (changeKinds as readonly string[]).includes(change.kind)) &&
            (!text || holds(before, text.toLowerCase()) || holds(after, text.toLowerCase())) &&
            change.seenAt >= (from ?? 0) &&
            change.seenAt <= (to ?? Infinity),
        )
        .map(({ change }) => change);
      // On a busy machine even this little may take more than a first slice.
      await log.select(query);
      const first = below(5);
      const window = log.window(first, 20, query);
      expect(window.matching).toBe(expected.length);
      expect(window.scanned).toBe(window.kept);
      expect(window.rows).toEqual(expected.slice(first, first + 20));
    }
  });

  it('says at which field a pattern is wrong, and finds nothing', async () => {
    const log = new ChangeLog({ maxRows: 10, maxValueBytes: 0 });
    log.append({ seenAt: 0, kind: 'created', path: '/a', count: 1 });
    const query: ChangesQuery = { path: { kind: 'regex', pattern: '(' } };
    const problem = { field: 'path', detail: 'missing closing ): `(`' };
    expect(log.window(0, 10, query)).toMatchObject({ kept: 1, matching: 0, rows: [], problem });
    expect(await log.select(query)).toEqual({ ok: false, problem });
  });

  it('shows the newest at once, the rest slice by slice, while changes go on', async () => {
    let slices = 0;
    const log = new ChangeLog({
      maxRows: 200_000,
      maxValueBytes: 0,
      onProgress: () => slices++,
    });
    const append = (i: number) =>
      log.append({ seenAt: i, kind: 'dataChanged', path: `/level/node-${i}`, count: 1 });
    for (let i = 1; i <= 200_000; i++) append(i);
    const query: ChangesQuery = { path: { kind: 'regex', pattern: '[05]$' } };
    const first = log.window(0, 3, query);
    expect(first.rows.map(({ path }) => path)).toEqual(
      [200_000, 199_995, 199_990].map((i) => `/level/node-${i}`),
    );
    expect(first.scanned).toBeLessThan(200_000);
    let scanned = first.scanned;
    let i = 200_000;
    for (let turn = 0; scanned < 200_000; turn++) {
      await nextTurn();
      append(++i);
      const window = log.window(0, 1, query);
      expect(window.scanned).toBeGreaterThanOrEqual(scanned);
      scanned = window.scanned;
      expect(window.rows[0]?.seenAt).toBe(i - (i % 5));
    }
    expect(slices).toBeGreaterThan(1);
    expect(log.window(0, 1, query).matching).toBe(40_000);
    expect(log.window(39_999, 5, query).rows).toHaveLength(1);
  });

  it('begins anew for a query that was not asked for while very many came', async () => {
    const log = new ChangeLog({ maxRows: 100_000, maxValueBytes: 0 });
    const append = (i: number) =>
      log.append({ seenAt: i, kind: 'created', path: i % 2 === 0 ? '/even' : '/odd', count: 1 });
    for (let i = 1; i <= 10; i++) append(i);
    const query: ChangesQuery = { node: '/even' };
    expect(log.window(0, 1, query).matching).toBe(5);
    for (let i = 11; i <= 60_000; i++) append(i);
    expect(log.window(0, 1, query).rows[0]?.id).toBe(60_000);
    expect(await log.select(query)).toMatchObject({ ok: true, length: 30_000 });
  });

  it('ends a scan that was cleared under its feet', async () => {
    const log = new ChangeLog({ maxRows: 200_000, maxValueBytes: 0 });
    for (let i = 0; i < 200_000; i++) {
      log.append({ seenAt: i, kind: 'created', path: `/n${i}`, count: 1 });
    }
    const selecting = log.select({ path: { kind: 'regex', pattern: '7$' } });
    log.clear();
    log.append({ seenAt: 0, kind: 'created', path: '/n7', count: 1 });
    expect(await selecting).toMatchObject({ ok: true, length: 1 });
  });
});

describe('statistics of the timeline', () => {
  it.each([1, 2, 3])('count what plain loops count, with the seed %i', async (seed) => {
    const { below, pick } = randomHelpers(seed);
    const log = new ChangeLog({ maxRows: 3_000, maxValueBytes: 0 });
    for (let i = 0; i < 5_000; i++) {
      const path = `${pick(paths)}/${below(20)}`;
      log.append({ seenAt: below(10_000), kind: pick(entryKinds), path, count: 1 + below(4) });
    }
    const query: ChangesQuery = { path: { kind: 'text', pattern: 'app' }, from: 1_000, to: 8_999 };
    const selection = await log.select(query);
    if (!selection.ok) throw new Error('a problem with the query');
    const options = { buckets: 8, topPaths: 5, from: query.from, to: query.to };
    const statistics = await countChanges(log.rows, selection, options, never);

    const changes = log.window(0, Infinity, query).rows;
    const sum = (some: typeof changes) => some.reduce((total, { count }) => total + count, 0);
    expect(statistics.matching).toBe(changes.length);
    for (const kind of entryKinds) {
      expect(statistics.byKind[kind]).toBe(sum(changes.filter((each) => each.kind === kind)));
    }
    const counts = new Map<string, number>();
    for (const { path, count } of changes) counts.set(path, (counts.get(path) ?? 0) + count);
    expect(statistics.pathCount).toBe(counts.size);
    expect(statistics.topPaths).toEqual(
      [...counts]
        .map(([path, count]) => ({ path, count }))
        .sort((a, b) => b.count - a.count || (a.path < b.path ? -1 : 1))
        .slice(0, 5),
    );
    expect(statistics.histogram).toMatchObject({ from: 1_000, to: 8_999 });
    const inBucket = (i: number) => (at: number) =>
      Math.min(7, Math.floor(((at - 1_000) / 7_999) * 8)) === i;
    expect(statistics.histogram?.counts).toEqual(
      Array.from({ length: 8 }, (_, i) => sum(changes.filter(({ seenAt }) => inBucket(i)(seenAt)))),
    );
  });

  it('count sessions and gaps by kind only, and take the times of the changes', async () => {
    const log = new ChangeLog({ maxRows: 10, maxValueBytes: 0 });
    const gap = { from: 0, to: 1, reason: 'paused', isCompared: true } as const;
    log.append({ seenAt: 1, kind: 'gap', path: '/', count: 1, gap });
    const count = async () => {
      const selection = await log.select({});
      if (!selection.ok) throw new Error('a problem with the query');
      return countChanges(log.rows, selection, { buckets: 2, topPaths: 0 }, never);
    };
    expect(await count()).toMatchObject({ matching: 1, byKind: { gap: 1 }, histogram: null });
    log.append({ seenAt: 50, kind: 'created', path: '/a', count: 2 });
    log.append({ seenAt: 50, kind: 'created', path: '/b', count: 1 });
    expect((await count()).histogram).toEqual({ from: -9_950, to: 50, counts: [0, 3] });
    // The clock was set back.
    log.append({ seenAt: -19_950, kind: 'deleted', path: '/b', count: 1 });
    expect((await count()).histogram).toEqual({ from: -19_950, to: 50, counts: [1, 3] });
    expect((await count()).topPaths).toEqual([]);
  });

  it('leave out the paths that are let go before they are ranked', async () => {
    const log = new ChangeLog({ maxRows: 4, maxValueBytes: 0 });
    const append = (path: string) => log.append({ seenAt: 1, kind: 'created', path, count: 1 });
    for (const path of ['/a', '/b', '/c', '/d']) append(path);
    const selection = await log.select({});
    if (!selection.ok) throw new Error('a problem with the query');
    const whileCounting = {
      ...selection,
      idAt: (place: number) => {
        // When the first three have been counted, the first two go.
        if (place === 3 && log.rows.oldestId === 1) for (const path of ['/d', '/e']) append(path);
        return selection.idAt(place);
      },
    };
    const options = { buckets: 1, topPaths: 5 };
    const { topPaths, pathCount } = await countChanges(log.rows, whileCounting, options, never);
    expect(topPaths.map(({ path }) => path)).toEqual(['/c', '/d']);
    expect(pathCount).toBe(2);
  });

  it('can be cancelled', async () => {
    const log = new ChangeLog({ maxRows: 300_000, maxValueBytes: 0 });
    for (let i = 0; i < 300_000; i++) {
      log.append({ seenAt: i, kind: 'created', path: `/n${i}`, count: 1 });
    }
    const selection = await log.select({});
    if (!selection.ok) throw new Error('a problem with the query');
    const abort = new AbortController();
    const options = { buckets: 2, topPaths: 1 };
    const counting = countChanges(log.rows, selection, options, abort.signal);
    abort.abort();
    await expect(counting).rejects.toMatchObject({ name: 'AbortError' });
  });
});
