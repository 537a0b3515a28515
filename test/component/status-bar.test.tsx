import { screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { registerWindow } from '../../renderer/app/commands.ts';
import { StatusBar } from '../../renderer/features/status-bar/index.ts';
import { notifyFailure, useNoticeStore } from '../../renderer/stores/notice-store.ts';
import type { ConnectionSnapshot, SessionState } from '../../shared/model/connection.ts';
import { takeOffer } from './node-samples.ts';
import { connected, openWindow, show } from './window.tsx';

let unregister: () => void;
beforeEach(() => {
  unregister = registerWindow();
});
afterEach(() => {
  unregister();
});

const session = () => screen.getByRole('status', { name: 'Session' });
const established = connected.state as Extract<SessionState, { kind: 'connected' }>;
const since = new Date(2026, 2, 1, 21, 4, 11).getTime();

const states: readonly (readonly [SessionState, RegExp])[] = [
  [{ kind: 'connecting', attempt: 1 }, /^Connecting$/],
  [established, /^Connectedzk1:2181$/],
  [{ ...established, kind: 'readOnly' }, /^Read-onlyzk1:2181/],
  [
    { kind: 'reconnecting', attempt: 3, since, lastServer: 'zk1:2181' },
    /^Reconnecting.*zk1:2181 at 21:04:11.*attempt 3/,
  ],
  [{ kind: 'expired' }, /^Expired/],
  [{ kind: 'authFailed' }, /^Authentication failed/],
  [{ kind: 'closed' }, /^Closed/],
];

describe('the status bar', () => {
  test.each(states)('says %o in words', async (state, words) => {
    await openWindow({ connection: { ...connected, state } });
    show(<StatusBar />);
    expect(session().textContent).toMatch(words);
    // A shape beside the word: colour alone would not tell.
    expect(session().querySelector('svg')).not.toBeNull();
  });

  test('shows the session id exactly, the timeout and the watches', async () => {
    await openWindow({ connection: connected });
    show(<StatusBar />);
    expect(screen.getByText('0x10000000abcd0001')).toBeTruthy();
    expect(screen.getByText('timeout 30 s')).toBeTruthy();
    expect(screen.getByText('12 / 1,000 watches')).toBeTruthy();
    expect(screen.getByText('Treekeeper 0.1.0')).toBeTruthy();
  });

  test('copies the session id', async () => {
    const fake = await openWindow({ connection: connected });
    const { user } = show(<StatusBar />);
    await user.click(screen.getByRole('button', { name: 'Copy 0x10000000abcd0001' }));
    expect(fake.inputsOf('app.writeClipboard')).toEqual([{ text: '0x10000000abcd0001' }]);
  });

  test('marks the read-only lock', async () => {
    const profile = { ...connected.profile, readOnly: true };
    await openWindow({ connection: { ...connected, profile } });
    show(<StatusBar />);
    expect(session().textContent).toContain('read-only lock');
  });

  test('is closed while nothing is open', async () => {
    await openWindow();
    show(<StatusBar />);
    expect(session().textContent).toMatch(/^Closed/);
  });

  test('reports once what an expiry took with it', async () => {
    const fake = await openWindow({ connection: connected });
    show(<StatusBar />);
    const expiry = { at: since, ephemeralsLost: 2 };
    fake.publish('connection', { ...connected, expiry });
    await waitFor(() => expect(useNoticeStore.getState().notices).toHaveLength(1));
    fake.publish('connection', { ...connected, watchCount: 13, expiry: { ...expiry } });
    await screen.findByText('13 / 1,000 watches');
    const [notice] = useNoticeStore.getState().notices;
    expect(notice).toMatchObject({ kind: 'error', count: 1 });
    expect(notice && 'text' in notice && notice.text).toMatch(/21:04:11.*2 ephemeral nodes/);
  });

  test('says why it waits, and what to do when waiting does not help', async () => {
    const fake = await openWindow({ connection: connected });
    show(<StatusBar />);
    const waiting = (attempt: number): ConnectionSnapshot => ({
      ...connected,
      state: {
        kind: 'reconnecting',
        attempt,
        since,
        lastServer: 'zk1:2181',
        lastFailure: {
          code: 'SERVER_HUNG_UP',
          operation: 'connect',
          server: 'zk1:2181',
          retryable: true,
        },
      },
    });
    fake.publish('connection', waiting(2));
    await waitFor(() => expect(session().textContent).toMatch(/zk1:2181.*closed the connection/));
    expect(useNoticeStore.getState().notices).toEqual([]);
    fake.publish('connection', waiting(6));
    await waitFor(() => expect(useNoticeStore.getState().notices).toHaveLength(1));
    takeOffer();
    await waitFor(() =>
      expect(fake.inputsOf('session.replace')).toMatchObject([
        { profileId: connected.profile.id, settings: { target: connected.profile.target } },
      ]),
    );
    fake.publish('connection', connected);
    await waitFor(() => expect(useNoticeStore.getState().notices).toEqual([]));
  });

  test('a failure for want of a connection ends with the want', async () => {
    const { state } = connected;
    const fake = await openWindow({ connection: { ...connected, state: { kind: 'expired' } } });
    show(<StatusBar />);
    const lost = { operation: 'getData', path: '/a', retryable: true } as const;
    notifyFailure({ ...lost, code: 'NOT_CONNECTED' });
    notifyFailure({ ...lost, code: 'CONNECTION_LOST', maybeDone: true });
    fake.publish('connection', { ...connected, state });
    await waitFor(() =>
      expect(useNoticeStore.getState().notices).toMatchObject([{ failure: { maybeDone: true } }]),
    );
  });

  test('switches the language of the running window and remembers it', async () => {
    const fake = await openWindow({ connection: connected });
    const { user } = show(<StatusBar />);
    await user.click(screen.getByRole('button', { name: 'Language: EN' }));
    await user.click(screen.getByRole('menuitem', { name: '简体中文' }));
    const status = await screen.findByRole('status', { name: '会话' });
    expect(status.textContent).toContain('已连接');
    expect(document.documentElement.lang).toBe('zh-CN');
    expect(fake.inputsOf('app.changeSettings')).toEqual([{ language: 'zh-CN' }]);
  });

  test('switches the theme and remembers it', async () => {
    const fake = await openWindow({ connection: connected });
    const { user } = show(<StatusBar />);
    await user.click(screen.getByRole('button', { name: 'Theme' }));
    await user.click(screen.getByRole('menuitem', { name: 'Dark' }));
    expect(fake.inputsOf('app.changeSettings')).toEqual([{ theme: 'dark' }]);
  });
});
