import { describe, expect, test, vi } from 'vitest';
import type { Handlers } from '../../../electron/ipc/handlers.ts';
import { Router, UntrustedSenderError } from '../../../electron/ipc/router.ts';
import { defaultConnectionSettings } from '../../../shared/model/connection.ts';
import { targetOf } from '../../fixtures/target-of.ts';
import type { CallContext } from '../../../electron/workspace/domain-calls.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';

const page = 'page';

function setUp(handlers: { [Domain in keyof Handlers]?: Partial<Handlers[Domain]> }) {
  const reportBug = vi.fn(() => 'incident-1');
  const router = new Router<string>({
    handlers: handlers as Handlers,
    isTrusted: (sender) => sender === page,
    reportBug,
  });
  return { router, reportBug };
}

/** A handler that runs until its call is aborted, and says with which contexts it was started. */
function untilAborted() {
  const started: CallContext[] = [];
  const run = (_input: unknown, context: CallContext) => {
    started.push(context);
    return new Promise<never>((_, reject) => {
      context.signal.addEventListener('abort', () => reject(context.signal.reason as Error));
    });
  };
  return { run, started };
}

describe('router', () => {
  test('answers with the value of the handler, bound to its domain', async () => {
    const tree = {
      rows: 3,
      indexOf(): number {
        return this.rows;
      },
    };
    const { router } = setUp({ tree });
    expect(await router.call(page, 'tree.indexOf', { path: '/a' }, 'c1')).toEqual({
      ok: true,
      value: 3,
    });
  });

  test('a message of an untrusted sender is rejected, not answered', async () => {
    const expand = vi.fn();
    const { router } = setUp({ tree: { expand } });
    await expect(router.call('frame', 'tree.expand', { path: '/' }, 'c')).rejects.toThrow(
      UntrustedSenderError,
    );
    expect(() => router.cancel('frame', 'c')).toThrow(UntrustedSenderError);
    expect(expand).not.toHaveBeenCalled();
  });

  test.each([
    ['no.such'],
    ['__proto__.toString'],
    ['constructor'],
    ['tree.constructor'],
    [undefined],
    [['tree.expand']],
  ])('a name that is not in the contract is refused: %o', async (name) => {
    const { router, reportBug } = setUp({});
    expect(await router.call(page, name, undefined, 'c')).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT' },
    });
    expect(reportBug).not.toHaveBeenCalled();
  });

  test('input that does not pass its schema never reaches the handler, nor is it repeated', async () => {
    const save = vi.fn();
    const { router } = setUp({ node: { save } });
    const secret = 'the data of a node';
    const answer = await router.call(
      page,
      'node.save',
      { path: '/a', data: secret, version: 1 },
      undefined,
    );
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'INVALID_INPUT', operation: 'node.save', retryable: false },
    });
    expect(JSON.stringify(answer)).not.toContain(secret);
    const extra = { path: '/a', [secret]: 1, data: null, version: 1 };
    expect(JSON.stringify(await router.call(page, 'node.save', extra, 'c'))).not.toContain(secret);
    expect(save).not.toHaveBeenCalled();
  });

  test.each([
    ['persistentSequential', '/queue/', true],
    ['ephemeralSequential', '/', true],
    ['persistentSequential', '/queue/item-', true],
    ['persistentSequential', '/queue//', false],
    ['persistentSequential', 'queue/', false],
    ['persistent', '/queue/', false],
    ['persistent', '/queue', true],
  ])('a %s node at %s: let through %s', async (mode, path, isAccepted) => {
    const create = vi.fn();
    const { router } = setUp({ node: { create } });
    const input = { path, data: null, mode, createParents: false };
    const answer = await router.call(page, 'node.create', input, 'c');
    expect(answer.ok).toBe(isAccepted);
    expect(create).toHaveBeenCalledTimes(isAccepted ? 1 : 0);
  });

  test('an expected failure crosses as data', async () => {
    const failure = {
      code: 'NO_NODE',
      operation: 'getData',
      path: '/a',
      retryable: false,
    } as const;
    const { router, reportBug } = setUp({
      node: {
        read: () => {
          throw new ZooKeeperError(failure);
        },
      },
    });
    expect(await router.call(page, 'node.read', { path: '/a' }, 'c')).toEqual({
      ok: false,
      error: failure,
    });
    expect(reportBug).not.toHaveBeenCalled();
  });

  test('a bug is recorded once and answered with its incident id only', async () => {
    const bug = new TypeError('x is undefined');
    const { router, reportBug } = setUp({ node: { read: () => Promise.reject(bug) } });
    expect(await router.call(page, 'node.read', { path: '/a' }, 'c')).toEqual({
      ok: false,
      error: { code: 'INTERNAL', operation: 'node.read', retryable: false, incident: 'incident-1' },
    });
    expect(reportBug).toHaveBeenCalledExactlyOnceWith(bug, 'node.read');
  });

  test('a call is cancelled by its own id and fails with CANCELLED', async () => {
    const { run, started } = untilAborted();
    const { router, reportBug } = setUp({ node: { read: run } });
    const first = router.call(page, 'node.read', { path: '/a' }, 'one');
    const second = router.call(page, 'node.read', { path: '/b' }, 'two');
    router.cancel(page, 'one');
    router.cancel(page, 'unknown');
    router.cancel(page, 7);
    expect(await first).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect(started.map((context) => [context.callId, context.signal.aborted])).toEqual([
      ['one', true],
      ['two', false],
    ]);
    router.dispose();
    expect(await second).toMatchObject({ ok: false, error: { code: 'CANCELLED' } });
    expect(reportBug).not.toHaveBeenCalled();
  });

  test('two calls at once never share an id, and an id is free again after its call', async () => {
    const { run, started } = untilAborted();
    const { router } = setUp({ node: { read: run } });
    const first = router.call(page, 'node.read', { path: '/a' }, 'id');
    expect(await router.call(page, 'node.read', { path: '/b' }, 'id')).toMatchObject({
      error: { code: 'INVALID_INPUT' },
    });
    router.cancel(page, 'id');
    await first;
    const again = router.call(page, 'node.read', { path: '/c' }, 'id');
    const unnamed = router.call(page, 'node.read', { path: '/d' }, undefined);
    expect(started).toHaveLength(3);
    expect(started[2]?.callId).not.toBe('id');
    router.cancelAll();
    await Promise.all([again, unnamed]);
  });

  test('a page that has ended has nothing carried out any more', async () => {
    const connect = vi.fn();
    const { router } = setUp({ session: { connect } });
    router.dispose();
    const settings = { ...defaultConnectionSettings, target: targetOf('zk:2181') };
    expect(await router.call(page, 'session.connect', { settings }, 'c')).toEqual({
      ok: false,
      error: { code: 'NOT_CONNECTED', operation: 'session.connect', retryable: false },
    });
    expect(connect).not.toHaveBeenCalled();
  });

  test.each([[7], [null], ['x'.repeat(101)]])(
    'a call id of another kind is refused: %o',
    async (id) => {
      const { router } = setUp({ tree: { expand: vi.fn() } });
      expect(await router.call(page, 'tree.expand', { path: '/' }, id)).toMatchObject({
        error: { code: 'INVALID_INPUT' },
      });
    },
  );
});
