import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { endInOrder } from '../../../electron/shell/application-end.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const never = () => new Promise<void>(() => undefined);

function follow() {
  const steps: string[] = [];
  const log = {
    incident: (error: unknown) => {
      steps.push(`incident: ${String(error)}`);
      return 'incident-1';
    },
    warn: (text: string) => void steps.push(`warned: ${text.replace(/;.*/, '')}`),
  };
  const step = (name: string, part: () => Promise<void>) => () => {
    steps.push(name);
    return part();
  };
  return { steps, log, step };
}

test('sessions that do not end keep nothing from being interrupted and written', async () => {
  const { steps, log, step } = follow();
  const end = endInOrder(
    {
      interrupt: step('interrupt', never),
      endSessions: step('end the sessions', never),
      write: step('write', () => Promise.resolve()),
    },
    log,
  );
  expect(steps, 'at once').toEqual(['interrupt', 'write', 'end the sessions']);
  await vi.runAllTimersAsync();
  await end;
  expect(steps.slice(3)).toEqual(['warned: The session did not end in time', 'write']);
});

test('what the pages hand over last is written, also where one of them fails', async () => {
  const { steps, log, step } = follow();
  await endInOrder(
    {
      interrupt: () => Promise.resolve(),
      endSessions: step('end the sessions', () => Promise.reject(new Error('a bug'))),
      write: step('write', () => Promise.resolve()),
    },
    log,
  );
  expect(steps).toEqual(['write', 'end the sessions', 'incident: Error: a bug', 'write']);
});

test('a disk that does not answer does not hold up the end for ever', async () => {
  const { steps, log } = follow();
  const done = () => Promise.resolve();
  const end = endInOrder({ interrupt: done, endSessions: done, write: never }, log);
  await vi.runAllTimersAsync();
  await end;
  expect(steps.at(-1)).toBe('warned: Not everything was written in time');
});
