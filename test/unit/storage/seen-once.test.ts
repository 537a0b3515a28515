import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../../electron/storage/history/history-entry.ts';
import { SeenOnce } from '../../../electron/storage/history/seen-once.ts';
import type { Change } from '../../../shared/model/change.ts';

const entry = (writer: string, change: Partial<Change>, czxid = 7n): HistoryEntry => ({
  change: { id: 1, seenAt: 1_000, kind: 'dataChanged', path: '/a', count: 1, ...change },
  before: { kind: 'value', data: new Uint8Array([1]), version: change.fromVersion ?? 0 },
  after: { kind: 'value', data: new Uint8Array([2]), version: change.version ?? 0 },
  writer,
  czxid,
});
const changed = (writer: string, fromVersion: number, version: number) =>
  entry(writer, { fromVersion, version, count: version - fromVersion });

/** What is let through, as `from-to` or the kind. */
function through(...entries: readonly HistoryEntry[]): string[] {
  const seen = new SeenOnce();
  return entries.flatMap((each) => {
    const rest = seen.take(each);
    if (!rest) return [];
    const { kind, fromVersion, version } = rest.change;
    return [kind === 'dataChanged' ? `${String(fromVersion)}-${String(version)}` : kind];
  });
}

test('the same versions are seen once, however the windows have merged them', () => {
  expect(through(changed('A', 2, 3), changed('B', 2, 3))).toEqual(['2-3']);
  expect(
    through(changed('A', 2, 3), changed('B', 1, 3), changed('A', 0, 2), changed('B', 0, 1)),
  ).toEqual(['2-3', '1-2', '0-1']);
  expect(through(changed('A', 0, 9), changed('B', 3, 4), changed('B', 0, 3))).toEqual(['0-9']);
});

test('of an entry that overlaps with another one, only its own end has its value', () => {
  const seen = new SeenOnce();
  seen.take(changed('A', 2, 3));
  const rest = seen.take(changed('B', 1, 3));
  expect(rest).toMatchObject({
    change: { fromVersion: 1, version: 2, count: 1 },
    before: { kind: 'value' },
    after: { kind: 'unknown' },
  });
});

test('each incarnation comes and goes once, whenever it was found', () => {
  const found = { kind: 'deleted', seenAt: 9_000_000 } as const;
  expect(through(entry('A', found), entry('B', { kind: 'deleted' }))).toEqual(['deleted']);
  expect(through(entry('A', found, 8n), entry('B', found, 7n))).toEqual(['deleted', 'deleted']);
});

test('what is not known to be another incarnation is one when it is near, for each window once', () => {
  const came = { kind: 'created' } as const;
  expect(through(entry('A', came), unread('B', 1_000))).toEqual(['created']);
  expect(
    through(
      unread('A', 1_000),
      unread('A', 999),
      unread('B', 998),
      unread('B', 997),
      unread('B', 900_000),
    ),
  ).toEqual(['created', 'created', 'created']);
});

test('what happened to the connection of each window is seen of each', () => {
  const gap = { kind: 'gap', path: '/' } as const;
  expect(through(entry('A', gap), entry('B', gap))).toEqual(['gap', 'gap']);
});

function unread(writer: string, seenAt: number): HistoryEntry {
  const { change, before, after } = entry(writer, { kind: 'created', seenAt });
  return { change, before, after, writer };
}
