import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Emitter } from '../../../electron/lifecycle.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import { ConnectionSlot } from '../../../electron/workspace/connection/connection-slot.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import type { SessionState } from '../../../shared/model/connection.ts';
import { testSettings } from '../../fixtures/session.ts';
import { FakeSession } from '../zookeeper/fake-session.ts';

/** A server that is slow to end a session. */
class SlowSession extends FakeSession {
  isClosed = false;
  readonly states = new Emitter<SessionState>();

  override onStateChange(listener: (state: SessionState) => void) {
    return this.states.on(listener);
  }

  override async close() {
    await nextTurn();
    this.isClosed = true;
  }
}

let folder: string;
let slot: ConnectionSlot;
let closed: number;
let renewalFails: Error | null;
/** A session is asked for. */
let onDial: () => void;
let storage: Storage;
let sessions: SlowSession[];
const never = new AbortController().signal;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-slot-'));
  sessions = [];
  closed = 0;
  renewalFails = null;
  onDial = () => undefined;
  storage = await Storage.open({ folder });
  slot = new ConnectionSlot({
    isReadOnly: false,
    dialer: {
      connect: async (_profile, options) => {
        if (options?.signal?.aborted) {
          throw new ZooKeeperError({ code: 'CANCELLED', operation: 'connect', retryable: false });
        }
        onDial();
        await nextTurn();
        if (sessions.length > 0 && renewalFails) throw renewalFails;
        const session = new SlowSession();
        sessions.push(session);
        return session;
      },
    },
    storage,
    clock: () => 7,
    steadyClock: () => 7,
    onChange: () => {},
    onRecorded: () => {},
    onClosing: () => {},
    onClosed: () => (closed += 1),
    onOpenChange: () => {},
  });
});

afterEach(async () => {
  await slot.dispose();
  await storage.flush();
  await rm(folder, { recursive: true, force: true });
});

const open = () => slot.open({ ...testSettings('zk:2181'), id: 'target-1', name: '' }, never);
const openSessions = () => sessions.filter(({ isClosed }) => !isClosed);

it('leaves one of two connections that are opened at a time', async () => {
  const [first, second] = await Promise.allSettled([open(), open()]);
  expect(first).toMatchObject({ status: 'rejected', reason: { failure: { code: 'CANCELLED' } } });
  expect(second.status).toBe('fulfilled');
  expect(openSessions()).toHaveLength(1);
});

it('opens none that was given up meanwhile', async () => {
  const opening = Promise.allSettled([open()]);
  await slot.dispose();
  // Before the opening itself is looked at: a process that ends waits for the close alone.
  expect(sessions).toHaveLength(1);
  expect(openSessions()).toHaveLength(0);
  await opening;
  expect(slot.snapshot).toBeNull();
});

it('opens none when its page has ended', async () => {
  await slot.dispose();
  await expect(open()).rejects.toMatchObject({ failure: { code: 'CANCELLED' } });
  expect(sessions).toHaveLength(0);
});

it('is closed when the session that was to follow an expired one has ended too', async () => {
  await open();
  const asked = new Promise<void>((resolve) => (onDial = resolve));
  sessions[0]?.states.emit({ kind: 'expired' });
  await asked;
  await slot.dispose();
  expect(sessions).toHaveLength(2);
  expect(openSessions()).toHaveLength(0);
});

it('opens one connection in its life', async () => {
  await open();
  await expect(open()).rejects.toThrow('one connection');
  expect(openSessions()).toHaveLength(1);
});

it('is closed, however often it is asked, when all is written and ended', async () => {
  await open();
  await Promise.all([slot.dispose(), slot.dispose()]);
  expect(openSessions()).toHaveLength(0);
  expect(closed).toBe(1);
});

it('is closed also where the session cannot be ended as it should', async () => {
  await open();
  const [session] = sessions;
  if (session) session.close = () => Promise.reject(new Error('a bug'));
  await expect(slot.dispose()).rejects.toThrow('a bug');
  expect(closed).toBe(1);
  expect(slot.current).toBeNull();
});

it('says why no new session can be had in place of an expired one, and asks no more', async () => {
  await open();
  const locked = { code: 'KEYCHAIN_UNAVAILABLE', operation: 'connect', retryable: true } as const;
  renewalFails = new ZooKeeperError(locked);
  sessions[0]?.states.emit({ kind: 'expired' });
  await expect.poll(() => slot.snapshot?.state).toEqual({ kind: 'closed', lastFailure: locked });
});

it('is closed, and not for ever connecting, when a bug keeps it from a new session', async () => {
  const bugs: unknown[] = [];
  const record = (error: unknown) => bugs.push(error);
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', record);
  try {
    await open();
    renewalFails = new Error('a bug');
    sessions[0]?.states.emit({ kind: 'expired' });
    await expect.poll(() => bugs).toEqual([renewalFails]);
    expect(slot.snapshot?.state).toEqual({ kind: 'closed' });
  } finally {
    process.off('unhandledRejection', record);
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
});
