import { expect, it } from 'vitest';
import { ChangeLog } from '../../../electron/workspace/changes/change-log.ts';
import { Timelines } from '../../../electron/workspace/changes/timelines.ts';

function logOf(rows: number): ChangeLog {
  const log = new ChangeLog({ maxRows: 1_000_000, maxValueBytes: 1_000 });
  for (let i = 0; i < rows; i++) {
    log.append({ kind: 'dataChanged', path: '/a', seenAt: i, count: 1 });
  }
  return log;
}

it('those of earlier connections are held until they are too many, the oldest go first', () => {
  let notified = 0;
  const timelines = new Timelines(() => (notified += 1));
  const shown = () => timelines.list().map(({ connection }) => connection);
  timelines.keepEarlier({ connection: 'nothing', endedAt: 1 }, logOf(0));
  expect(notified).toBe(0);
  const file = { file: '/tmp/a.ndjson', connection: 'file', kept: 3, refused: 0 };
  timelines.add(file, logOf(3));
  for (let i = 0; i < 9; i++) {
    timelines.keepEarlier({ connection: String(i), endedAt: i }, logOf(1));
  }
  expect(shown()).toEqual(['file', ...Array.from({ length: 8 }, (_, i) => String(i + 1))]);
  expect(timelines.isFull).toBe(false);

  // The last one stays whatever it takes; what is imported is the user's to close.
  timelines.keepEarlier({ connection: 'large', endedAt: 9 }, logOf(1_000_000));
  expect(shown()).toEqual(['file', 'large']);
  const large = timelines.list()[1]?.id ?? '';
  expect(timelines.log(large)?.summary.kept).toBe(1_000_000);
  timelines.keepEarlier({ connection: 'small', endedAt: 10 }, logOf(1));
  expect(shown()).toEqual(['file', 'small']);
  expect(timelines.log(large)).toBeUndefined();
});
