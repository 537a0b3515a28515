import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ChangeLog, type NewChange } from '../../../electron/workspace/changes/change-log.ts';
import { RuleEngine } from '../../../electron/app/rules/rule-engine.ts';
import type { Notice } from '../../../electron/app/rules/notice.ts';
import { tryRule } from '../../../electron/workspace/rules/try-rule.ts';
import { initialRuleSettings, type Rule } from '../../../shared/model/rule.ts';
import { detailOf, ruleOf } from './rule-samples.ts';

let rules: Rule[];
let shown: Notice[];
let engine: RuleEngine;
let log: ChangeLog;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  rules = [ruleOf()];
  shown = [];
  log = new ChangeLog({ maxRows: 1_000, maxValueBytes: 100_000 });
  engine = new RuleEngine({
    state: () => ({ rules, settings: initialRuleSettings }),
    clock: Date.now,
    steadyClock: Date.now,
    show: (notice) => shown.push(notice),
  });
});

afterEach(() => {
  engine.dispose();
  vi.useRealTimers();
});

function record(change: Partial<NewChange> = {}): number {
  const id = log.append({
    kind: 'dataChanged',
    path: '/config/a',
    count: 1,
    seenAt: Date.now(),
    ...change,
  });
  engine.notice({ log, connectString: 'zk:2181' }, id);
  return id;
}

it('notifies of a change that fits, and of no other', async () => {
  record({ path: '/other' });
  record({ version: 4 });
  record({ kind: 'gap', path: '/' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toMatchObject([
    {
      kind: 'change',
      change: { path: '/config/a', version: 4 },
      ruleNames: ['Config'],
      hasSound: false,
      connectString: 'zk:2181',
    },
  ]);
});

it('notifies once of a change that several rules fit, with a sound if one of them has it', async () => {
  rules = [ruleOf(), ruleOf({ id: 'b', name: 'All', hasSound: true, path: glob('/**') })];
  engine.stateChanged();
  record();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toMatchObject([{ ruleNames: ['Config', 'All'], hasSound: true }]);
});

function recordIn(seenIn: ChangeLog, change: Partial<NewChange>, connectString = 'zk:2181'): void {
  const at = { path: '/config/a', seenAt: Date.now() };
  const id = seenIn.append({ kind: 'dataChanged', count: 1, ...at, ...change });
  engine.notice({ log: seenIn, connectString }, id);
}

it('notifies once of a change that two pages of a connection see, however they merged it', async () => {
  const other = new ChangeLog({ maxRows: 1_000, maxValueBytes: 100_000 });
  recordIn(log, { fromVersion: 2, version: 5, count: 3 });
  recordIn(other, { fromVersion: 2, version: 4, count: 2 });
  recordIn(other, { fromVersion: 4, version: 5 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toMatchObject([{ change: { version: 5, count: 3 } }]);
  recordIn(log, { version: 6, mzxid: 30n });
  recordIn(other, { version: 6, mzxid: 30n }, 'other:2181');
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toHaveLength(3);
});

it('notifies of each time that a node is made again, also where two pages see it', async () => {
  const other = new ChangeLog({ maxRows: 1_000, maxValueBytes: 100_000 });
  for (const seenIn of [log, other]) {
    recordIn(seenIn, { kind: 'deleted' });
    recordIn(seenIn, { kind: 'created', mzxid: 20n });
    recordIn(seenIn, { kind: 'deleted' });
    recordIn(seenIn, { kind: 'created', mzxid: 22n });
  }
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown.map((notice) => notice.kind === 'change' && notice.change.mzxid)).toEqual([
    undefined,
    20n,
    undefined,
    22n,
  ]);
});

it('says how many changes were merged by the time it was read', async () => {
  const id = record();
  await vi.advanceTimersByTimeAsync(100);
  log.update(id, { count: 12, version: 13 });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toMatchObject([{ change: { count: 12, version: 13 } }]);
});

it('waits for the value of a slow server, but not for ever', async () => {
  rules = [ruleOf({ value: { kind: 'text', pattern: 'yes' } })];
  engine.stateChanged();
  const [first] = [record(), record({ path: '/config/b' })];
  await vi.advanceTimersByTimeAsync(2_000);
  expect(shown).toEqual([]);
  log.update(first, { after: detailOf({}, 'yes').after });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toMatchObject([{ change: { path: '/config/a' } }]);
  record({ path: '/config/c', after: detailOf({}, 'yes').after });
  await vi.advanceTimersByTimeAsync(6_000);
  expect(shown).toMatchObject([{}, { change: { path: '/config/c' } }]);
});

it('does not notify of what was seen before a rule was switched on', async () => {
  rules = [ruleOf({ isOn: false })];
  engine.stateChanged();
  record();
  rules = [ruleOf()];
  engine.stateChanged();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toEqual([]);
  record({ path: '/config/later' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toHaveLength(1);
});

it('passes over rows that the timeline has let go', async () => {
  record();
  log.clear();
  record({ path: '/config/kept' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toMatchObject([{ change: { path: '/config/kept' } }]);
});

it('judges the timelines of several connections, each to its end', async () => {
  const timelines = [log, new ChangeLog({ maxRows: 10, maxValueBytes: 0 })];
  for (const name of ['one', 'two']) {
    for (const [i, each] of timelines.entries()) {
      log = each;
      record({ path: `/config/${name}-${String(i)}` });
    }
  }
  await vi.advanceTimersByTimeAsync(1_000);
  const paths = shown.map((notice) => (notice.kind === 'change' ? notice.change.path : ''));
  expect(paths.sort()).toEqual([
    '/config/one-0',
    '/config/one-1',
    '/config/two-0',
    '/config/two-1',
  ]);
});

it('does not let a value that one connection waits for hold up the others', async () => {
  rules = [
    ruleOf({ id: 'value', path: glob('/slow'), value: { kind: 'text', pattern: 'yes' } }),
    ruleOf({ id: 'all', path: glob('/quick') }),
  ];
  engine.stateChanged();
  record({ path: '/slow' });
  log = new ChangeLog({ maxRows: 10, maxValueBytes: 0 });
  record({ path: '/quick' });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(shown).toMatchObject([{ change: { path: '/quick' } }]);
});

it('sums a flood up', async () => {
  const judged = vi.spyOn(log, 'detail');
  let last = 0;
  for (let i = 0; i < 900; i++) last = record();
  // Slices of the work run between the timers, on real ones. The minute must not pass before all are judged.
  await vi.advanceTimersByTimeAsync(500);
  await vi.waitFor(() => expect(judged).toHaveBeenCalledWith(last), 10_000);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(shown).toHaveLength(6);
  expect(shown.at(-1)).toMatchObject({ kind: 'more', count: 895 });
});

it('says nothing any more once it has ended', async () => {
  record();
  engine.dispose();
  record();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(shown).toEqual([]);
});

it('tries a rule against the timeline, switched on or not', async () => {
  const value = { kind: 'regex', pattern: '^\\d$' } as const;
  for (let i = 0; i < 60; i++) record({ after: detailOf({}, String(i)).after });
  record();
  record({ path: '/other', after: detailOf({}, '1').after });
  const { signal } = new AbortController();
  const trial = await tryRule(ruleOf({ isOn: false, value }), log, signal);
  expect(trial).toMatchObject({ kind: 'tried', kept: 62, matching: 10, withoutValue: 1 });
  expect(trial.kind === 'tried' && trial.last.map(({ id }) => id)).toEqual([
    10, 9, 8, 7, 6, 5, 4, 3, 2, 1,
  ]);
  expect(await tryRule(ruleOf(), log, signal)).toMatchObject({ matching: 61, withoutValue: 0 });
  expect(await tryRule(ruleOf({ path: glob('/{') }), log, signal)).toEqual({
    kind: 'problem',
    problem: { field: 'path', detail: 'missing closing }' },
  });
});

function glob(pattern: string): Rule['path'] {
  return { kind: 'glob', pattern };
}
