import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Chroot } from '../../../electron/zookeeper/driver/chroot.ts';
import { Heartbeat } from '../../../electron/zookeeper/driver/heartbeat.ts';
import { JuteReader } from '../../../electron/zookeeper/driver/wire/jute-reader.ts';
import { JuteWriter } from '../../../electron/zookeeper/driver/wire/jute-writer.ts';
import { multi } from '../../../electron/zookeeper/driver/operations/multi.ts';
import { encodeRequest } from '../../../electron/zookeeper/driver/operations/operation.ts';
import { PendingRequest } from '../../../electron/zookeeper/driver/pending-request.ts';
import { largestXid, ProtocolError } from '../../../electron/zookeeper/driver/wire/protocol.ts';
import { exists } from '../../../electron/zookeeper/driver/operations/read-operations.ts';
import { ReplyQueue } from '../../../electron/zookeeper/driver/reply-queue.ts';
import { setWatches } from '../../../electron/zookeeper/driver/operations/watch-operations.ts';
import { PersistentWatches } from '../../../electron/zookeeper/driver/persistent-watches.ts';
import { failureOf } from '../../../electron/zookeeper/error-codes.ts';
import { usualRequestLimitBytes } from '../../../shared/model/request-size.ts';
import type { Stat } from '../../../shared/model/stat.ts';

function pending(path = '/a') {
  return new PendingRequest(exists(path), { resolve: () => undefined, reject: () => undefined });
}

/** Frees what nothing refers to. A WeakRef keeps its target until the turn it was made in has ended. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  await nextTurn();
  (runInNewContext('gc') as () => void)();
}

describe('PendingRequest', () => {
  it('lets go of its answer once settled', async () => {
    const answered = () => {
      const stat = {} as Stat;
      let request: PendingRequest<Stat | null> | undefined;
      void new Promise<Stat | null>((resolve, reject) => {
        request = new PendingRequest<Stat | null>(exists('/a'), { resolve, reject });
      });
      request?.succeed(stat);
      return { request, answer: new WeakRef(stat) };
    };
    const { request, answer } = answered();
    await collectGarbage();
    expect(request?.settled).toBe(true);
    expect(answer.deref()).toBeUndefined();
  });
});

describe('ReplyQueue', () => {
  it('numbers requests from 1 and starts again after the largest 32-bit number', () => {
    const queue = new ReplyQueue(largestXid - 1);
    expect([queue.nextXid(), queue.nextXid(), queue.nextXid()]).toEqual([largestXid, 1, 2]);
    expect(new ReplyQueue().nextXid()).toBe(1);
  });

  it('gives requests back in order over many more than it holds at a time', () => {
    const queue = new ReplyQueue();
    const requests = Array.from({ length: 10_000 }, () => pending());
    requests.forEach((request, i) => {
      queue.add(i + 1, request);
      if (i >= 3_000) expect(queue.take(i - 2_999)).toBe(requests[i - 3_000]);
    });
    expect(queue.length).toBe(3_000);
    expect(queue.drain()).toEqual(requests.slice(7_000));
    expect(queue.length).toBe(0);
  });

  it('lets go of what was taken, while more is in flight', async () => {
    const queue = new ReplyQueue();
    const add = (xid: number) => {
      const request = pending();
      queue.add(xid, request);
      return new WeakRef(request);
    };
    const taken = [add(1), add(2)];
    const inFlight = add(3);
    for (const xid of [1, 2]) queue.take(xid).succeed(null);
    await collectGarbage();
    expect(taken.map((request) => request.deref())).toEqual([undefined, undefined]);
    expect(queue.take(3)).toBe(inFlight.deref());
  });

  it('refuses an answer that is not due', () => {
    const queue = new ReplyQueue();
    expect(() => queue.take(1)).toThrow(ProtocolError);
    queue.add(1, pending());
    expect(() => queue.take(2)).toThrow(ProtocolError);
  });
});

describe('Heartbeat', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function start() {
    const ping = vi.fn(() => {
      heartbeat.sent();
    });
    const onSilence = vi.fn();
    const heartbeat: Heartbeat = new Heartbeat({ sessionTimeoutMs: 3_000, ping, onSilence });
    return { heartbeat, ping, onSilence };
  }

  it('pings when nothing was sent for a third of the timeout, whatever is received', () => {
    const { heartbeat, ping, onSilence } = start();
    for (let i = 0; i < 100; i++) {
      vi.advanceTimersByTime(100);
      heartbeat.received();
    }
    expect(ping.mock.calls.length).toBeGreaterThanOrEqual(9);
    expect(onSilence).not.toHaveBeenCalled();
  });

  it('does not ping while requests go out', () => {
    const { heartbeat, ping } = start();
    for (let i = 0; i < 100; i++) {
      vi.advanceTimersByTime(100);
      heartbeat.received();
      heartbeat.sent();
    }
    expect(ping).not.toHaveBeenCalled();
  });

  it('reports silence after two thirds of the timeout, although it sends', () => {
    const { heartbeat, onSilence } = start();
    for (let i = 0; i < 19; i++) {
      vi.advanceTimersByTime(100);
      heartbeat.sent();
    }
    expect(onSilence).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(onSilence).toHaveBeenCalledTimes(1);
  });

  it('does nothing any more once stopped', () => {
    const { heartbeat, ping, onSilence } = start();
    heartbeat.stop();
    vi.advanceTimersByTime(60_000);
    expect(ping).not.toHaveBeenCalled();
    expect(onSilence).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('PersistentWatches', () => {
  it('cuts what is to be set again into pieces that each fit a request', () => {
    const registry = new PersistentWatches();
    expect(registry.toPieces()).toEqual([]);
    for (let i = 0; i < 20_000; i++) {
      registry.set(`/${'x'.repeat(90)}${i}`, i % 2 === 0 ? 'persistent' : 'recursive');
    }
    const pieces = registry.toPieces('/chroot'.length);
    const chroot = new Chroot('/chroot');
    for (const piece of pieces) {
      const request = encodeRequest(1, setWatches(new Uint8Array(8), piece), chroot);
      expect(request.length).toBeLessThan(132_000);
    }
    expect(pieces.flatMap(({ persistent }) => persistent)).toHaveLength(10_000);
    expect(pieces.flatMap(({ recursive }) => recursive)).toHaveLength(10_000);
  });

  it('sends even the longest path', () => {
    const registry = new PersistentWatches();
    registry.set(`/${'x'.repeat(usualRequestLimitBytes - 100)}`, 'persistent');
    expect(registry.toPieces()).toHaveLength(1);
  });
});

describe('Chroot', () => {
  it.each([
    ['', '/', '/'],
    ['', '/a', '/a'],
    ['/app', '/', '/app'],
    ['/app', '/a/b', '/app/a/b'],
    ['/app', '/app', '/app/app'],
  ])('%j maps %s to %s and back', (prefix, inside, onServer) => {
    const chroot = new Chroot(prefix);
    expect(chroot.toServer(inside)).toBe(onServer);
    expect(chroot.toClient(onServer)).toBe(inside);
  });

  it('leaves alone what only begins like it', () => {
    expect(new Chroot('/app').toClient('/apples')).toBe('/apples');
  });
});

describe('failures', () => {
  it('takes every code there may be', () => {
    for (let code = -1_000; code < 100; code++) {
      expect(failureOf(code, 'getData', '/a')).toMatchObject({ operation: 'getData', path: '/a' });
    }
    expect(failureOf(-125, 'create')).toEqual({
      code: 'QUOTA_EXCEEDED',
      operation: 'create',
      retryable: false,
      detail: '-125 QUOTAEXCEEDED',
    });
  });

  it('names the operation of a transaction that failed, not those undone or not tried', () => {
    const writer = new JuteWriter();
    for (const code of [0, -101, -2]) {
      writer.int32(-1).bool(false).int32(code).int32(code);
    }
    writer.int32(-1).bool(true).int32(-1);
    const frame = writer.finish();
    const operation = multi(
      ['/a', '/b', '/c'].map((path) => ({ kind: 'delete', path, version: 0 })),
    );
    expect(() => operation.read(new JuteReader(frame, 4), new Chroot(''))).toThrow(
      'multi /b NO_NODE',
    );
  });
});
