import { expect, it } from 'vitest';
import type { HistoryLease } from '../../../electron/storage/history/history-lease.ts';
import { ValueCache } from '../../../electron/workspace/changes/value-cache.ts';
import { ChangeLog } from '../../../electron/workspace/changes/change-log.ts';
import { replayHistories } from '../../../electron/workspace/watches/replay-histories.ts';
import type { Change, ChangeDetail, GapEntry } from '../../../shared/model/change.ts';

const gap: GapEntry = { from: 10, to: 20, reason: 'reconnected', isCompared: true };
const running: GapEntry = { ...gap, comparison: { state: 'running', found: 0 } };
const complete: GapEntry = { ...gap, comparison: { state: 'complete', found: 1 } };

function entry(id: number, seenAt: number, change: Partial<Change> = {}): ChangeDetail {
  return {
    change: { id, seenAt, kind: 'dataChanged', path: '/a', count: 1, ...change },
    before: { kind: 'unknown' },
    after: { kind: 'unknown' },
  };
}

const gapEntry = (id: number, seenAt: number, what: GapEntry) =>
  entry(id, seenAt, { kind: 'gap', path: '/', gap: what });

/** @param entries oldest first */
async function replay(...entries: ChangeDetail[]) {
  const history = {
    async *read() {
      yield await Promise.resolve([...entries].reverse());
    },
  } as unknown as HistoryLease;
  const log = new ChangeLog({ maxRows: 100, maxValueBytes: 1_000, firstId: 101 });
  await replayHistories({
    histories: [history, history],
    log,
    before: 1_000,
    clock: () => 1_010,
    values: new ValueCache(1_000),
    onBatch: () => undefined,
  });
  return [...log.window(0, 100).rows].reverse().map((row) => row.gap?.comparison ?? row.kind);
}

it('puts how the comparing after a gap ended back into its gap', async () => {
  expect(
    await replay(gapEntry(1, 20, running), entry(2, 21), gapEntry(1, 22, complete), entry(3, 30)),
  ).toEqual([{ state: 'complete', found: 1 }, 'dataChanged', 'dataChanged']);
});

it('takes a comparison for unfinished where nothing says how it ended', async () => {
  expect(await replay(gapEntry(1, 20, running), entry(2, 21))).toEqual([
    { state: 'incomplete', found: 0 },
    'dataChanged',
  ]);
});

it('distinguishes gaps of different starts of the application', async () => {
  const later = { ...running, from: 50, to: 60 };
  expect(
    await replay(gapEntry(1, 20, running), gapEntry(1, 22, complete), gapEntry(1, 60, later)),
  ).toEqual([
    { state: 'complete', found: 1 },
    { state: 'incomplete', found: 0 },
  ]);
});

it('leaves a gap of an earlier version, and an outcome without its gap, as they are', async () => {
  expect(await replay(gapEntry(7, 5, complete), gapEntry(8, 20, gap))).toEqual(['gap']);
});

it('leaves out what is in the log already, but not what was seen before the clock was set back', async () => {
  const kept = await replay(entry(1, 4_600), entry(2, 4_700), entry(1, 1_005));
  expect(kept).toEqual(['dataChanged', 'dataChanged']);
});
