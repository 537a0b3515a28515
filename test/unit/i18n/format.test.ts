import { expect, it } from 'vitest';
import {
  formatDateTime,
  formatDay,
  formatRelativeTime,
  formatTimeOfDay,
} from '../../../renderer/i18n/format.ts';

it.each([8.64e15 + 1, -(2 ** 63), 2 ** 63, Infinity, NaN])('formats the time %d as it is', (at) => {
  const asItIs = String(at);
  expect(formatDateTime(at, 'en')).toBe(asItIs);
  expect(formatRelativeTime(at, 0, 'zh-CN')).toBe(asItIs);
  expect(formatDay(at)).toBe(asItIs);
  expect(formatTimeOfDay(at)).toBe(asItIs);
});

it.each([8.64e15, -8.64e15, 0])('formats the time %d as a date', (at) => {
  expect(formatDateTime(at, 'en')).toMatch(/^-?\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} /);
  expect(formatRelativeTime(at, 0, 'en')).not.toBe('');
});
