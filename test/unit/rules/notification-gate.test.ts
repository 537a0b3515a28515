import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { NotificationGate } from '../../../electron/app/rules/notification-gate.ts';
import type { Notice } from '../../../electron/app/rules/notice.ts';
import { isQuiet } from '../../../electron/app/rules/quiet-hours.ts';
import { initialRuleSettings, type RuleSettings } from '../../../shared/model/rule.ts';
import { changeOf } from './rule-samples.ts';

const minute = 60_000;
/** Local time, as quiet hours are. */
const at = (hours: number, minutes = 0) => new Date(2026, 2, 3, hours, minutes).getTime();
const night = { isOn: true, from: 22 * 60, to: 7 * 60 };

let settings: RuleSettings;
let shown: Notice[];
let gate: NotificationGate;

beforeEach(() => {
  vi.useFakeTimers({ now: at(12) });
  settings = { ...initialRuleSettings, perMinute: 3 };
  shown = [];
  gate = new NotificationGate({
    settings: () => settings,
    clock: Date.now,
    steadyClock: () => performance.now(),
    show: (notice) => shown.push(notice),
  });
});

afterEach(() => {
  gate.dispose();
  vi.useRealTimers();
});

function offer(times = 1, patch: { count?: number; rule?: string; hasSound?: boolean } = {}): void {
  const { count = 1, rule = 'Config', hasSound = false } = patch;
  for (let i = 0; i < times; i++) {
    gate.offer({
      kind: 'change',
      change: changeOf({ count }),
      ruleNames: [rule],
      hasSound,
      connectString: 'zk:2181',
    });
  }
}

const counts = () => shown.map((notice) => (notice.kind === 'more' ? notice.count : notice.kind));

describe('the rate', () => {
  it('lets so many through, and sums the rest up a minute later', () => {
    offer(40);
    expect(counts()).toEqual(['change', 'change', 'change']);
    vi.advanceTimersByTime(minute - 1);
    expect(shown).toHaveLength(3);
    vi.advanceTimersByTime(1);
    expect(shown.at(-1)).toEqual({
      kind: 'more',
      heldFor: 'rate',
      count: 37,
      ruleNames: ['Config'],
      hasSound: false,
    });
    vi.advanceTimersByTime(10 * minute);
    expect(shown).toHaveLength(4);
  });

  it('has no minute with more than allowed, however changes come', () => {
    const times: number[] = [];
    gate.dispose();
    gate = new NotificationGate({
      settings: () => settings,
      clock: Date.now,
      steadyClock: () => performance.now(),
      show: () => times.push(Date.now()),
    });
    for (let i = 0; i < 600; i++) {
      offer();
      vi.advanceTimersByTime(i % 50 === 0 ? 61_000 : 700);
    }
    expect(times.length).toBeGreaterThan(10);
    for (const time of times) {
      const within = times.filter((other) => other >= time && other < time + minute);
      expect(within.length).toBeLessThanOrEqual(3);
    }
  });

  it('counts merged changes, names every rule once and keeps a sound', () => {
    offer(3);
    offer(2, { count: 10 });
    offer(1, { rule: 'Other', hasSound: true });
    vi.advanceTimersByTime(minute);
    expect(shown.at(-1)).toMatchObject({
      count: 21,
      ruleNames: ['Config', 'Other'],
      hasSound: true,
    });
  });

  it('does not hold anything back for what was shown more than a minute ago', () => {
    offer(3);
    vi.advanceTimersByTime(minute);
    offer(3);
    expect(counts()).toEqual(Array(6).fill('change'));
  });

  it.each([at(11), at(13)])('is the same when the clock is set to %i', (time) => {
    offer(3);
    vi.setSystemTime(time);
    offer(2);
    expect(counts()).toEqual(Array(3).fill('change'));
    vi.advanceTimersByTime(minute);
    offer();
    expect(counts()).toEqual([...Array<string>(3).fill('change'), 2, 'change']);
  });
});

describe('quiet hours', () => {
  it('go over midnight where they end earlier than they begin', () => {
    expect(
      [at(21, 59), at(22), at(0), at(6, 59), at(7)].map((time) => isQuiet(night, time)),
    ).toEqual([false, true, true, true, false]);
    const noon = { isOn: true, from: 12 * 60, to: 13 * 60 };
    expect([at(11, 59), at(12), at(12, 59), at(13)].map((time) => isQuiet(noon, time))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isQuiet({ ...night, isOn: false }, at(23))).toBe(false);
  });

  it('count silently, and are summed up once after them', () => {
    settings = { ...settings, quietHours: night };
    vi.setSystemTime(at(23));
    offer(5);
    vi.advanceTimersByTime(4 * 60 * minute);
    offer(7);
    vi.advanceTimersByTime(4 * 60 * minute - 1_000);
    expect(shown).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(shown).toMatchObject([{ kind: 'more', heldFor: 'quietHours', count: 12 }]);
    offer();
    expect(counts()).toEqual([12, 'change']);
  });

  it('take over what was held back as they begin', () => {
    settings = { ...settings, quietHours: night };
    vi.setSystemTime(at(21, 59) + 30_000);
    offer(5);
    vi.advanceTimersByTime(minute);
    expect(shown).toHaveLength(3);
    vi.setSystemTime(at(31));
    vi.advanceTimersByTime(minute);
    expect(shown.at(-1)).toMatchObject({ kind: 'more', heldFor: 'quietHours', count: 2 });
  });

  it('end when they are switched off', () => {
    settings = { ...settings, quietHours: night };
    vi.setSystemTime(at(23));
    offer(2);
    settings = { ...settings, quietHours: { ...night, isOn: false } };
    gate.settingsChanged();
    expect(counts()).toEqual([2]);
  });

  it('are found to be over by the next change after a sleep that stopped all timers', () => {
    settings = { ...settings, quietHours: night };
    vi.setSystemTime(at(23));
    offer(2);
    vi.setSystemTime(at(33));
    offer();
    expect(counts()).toEqual([2, 'change']);
  });
});
