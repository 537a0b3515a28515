import { describe, expect, it } from 'vitest';
import { backOffMs } from '../../../electron/zookeeper/driver/connecting/back-off.ts';
import { ConnectionPlan } from '../../../electron/zookeeper/driver/connecting/connection-plan.ts';
import type { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';

const settings = {
  sessionTimeoutMs: 12_000,
  connectionTimeoutMs: 60_000,
  retryBaseMs: 100,
  retryTries: 3,
};
const servers = ['a', 'b', 'c'].map((host) => ({ host, port: 2181 }));

function planWith(changes: Partial<typeof settings> = {}, addresses = servers, seed = 1) {
  const clock = { now: 0 };
  const environment = { random: seededRandom(seed), now: () => clock.now };
  return { clock, plan: new ConnectionPlan(addresses, { ...settings, ...changes }, environment) };
}

/** Lets every attempt fail. @returns the servers in the order tried, the waits, and the failure at the end. */
function exhaust({ clock, plan }: ReturnType<typeof planWith>, attemptMs = 1) {
  const names: string[] = [];
  const waits: number[] = [];
  for (;;) {
    let turn;
    try {
      turn = plan.next();
    } catch (error) {
      return { names, waits, failure: (error as ZooKeeperError).failure };
    }
    clock.now += turn.waitMs + attemptMs;
    names.push(turn.name);
    if (turn.waitMs > 0) waits.push(turn.waitMs);
    plan.failed(turn.name, { code: 'CONNECTION_REFUSED' });
  }
}

describe('the plan of a first connection', () => {
  it('tries every server once a round, with pauses that double, and then gives up', () => {
    const { names, waits, failure } = exhaust(planWith());
    expect(names).toHaveLength(12);
    for (let round = 0; round < 4; round++) {
      expect(names.slice(round * 3, round * 3 + 3).sort()).toEqual(['a:2181', 'b:2181', 'c:2181']);
    }
    expect(waits).toHaveLength(3);
    waits.forEach((waitMs, round) => {
      expect(waitMs).toBeGreaterThanOrEqual(50 * 2 ** round);
      expect(waitMs).toBeLessThanOrEqual(100 * 2 ** round);
    });
    expect(failure).toMatchObject({ code: 'CONNECTION_REFUSED', operation: 'connect' });
    expect(failure.attempts).toHaveLength(3);
  });

  it('takes the servers in another order each time', () => {
    const orders = new Set(
      Array.from({ length: 50 }, (_, seed) =>
        exhaust(planWith({ retryTries: 0 }, servers, seed)).names.join(),
      ),
    );
    expect(orders.size).toBe(6);
  });

  it('does not wait beyond the deadline', () => {
    const { waits } = exhaust(planWith({ connectionTimeoutMs: 500, retryTries: 1_000 }));
    expect(waits.reduce((sum, waitMs) => sum + waitMs, 0)).toBeLessThan(500);
  });

  it('gives up at the deadline, however many tries are left', () => {
    const { names } = exhaust(planWith({ retryTries: 1_000 }), 25_000);
    expect(names).toHaveLength(3);
  });

  it('shares the time among the servers', () => {
    const { clock, plan } = planWith();
    expect(plan.attemptTimeoutMs()).toBeCloseTo(6_667, 0);
    clock.now = 55_000;
    expect(plan.attemptTimeoutMs()).toBe(5_000);
    clock.now = 70_000;
    expect(plan.attemptTimeoutMs()).toBe(1);
  });

  it('leaves time for another attempt at a server that accepts and forgets', () => {
    const one = servers.slice(0, 1);
    expect(planWith({ connectionTimeoutMs: 15_000 }, one).plan.attemptTimeoutMs()).toBe(5_000);
    expect(planWith({ connectionTimeoutMs: 2_000 }, one).plan.attemptTimeoutMs()).toBe(2_000);
    expect(planWith({ connectionTimeoutMs: 12_000 }).plan.attemptTimeoutMs()).toBe(3_000);
  });

  it('names the server that came nearest to a session', () => {
    const { plan } = planWith({ retryTries: 0 });
    const codes = ['CONNECTION_REFUSED', 'SERVER_HUNG_UP', 'NAME_NOT_FOUND'] as const;
    const names = codes.map((code) => {
      const { name } = plan.next();
      plan.failed(name, { code });
      return name;
    });
    expect(() => plan.next()).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ code: 'SERVER_HUNG_UP', server: names[1] }) as unknown,
      }) as Error,
    );
  });
});

describe('the plan of a reconnection', () => {
  it('never gives up, and its pauses stay short against the session timeout', () => {
    const { clock, plan } = planWith();
    const first = plan.next();
    plan.succeeded(12_000);
    clock.now += 60_000;
    plan.lost(first.name, { code: 'CONNECTION_LOST' });
    const next = plan.next();
    expect(next.waitMs).toBe(0);
    expect(next.name).not.toBe(first.name);
    let longest = 0;
    for (let i = 0; i < 500; i++) {
      const { name, waitMs } = plan.next();
      clock.now += 10_000;
      longest = Math.max(longest, waitMs);
      plan.failed(name, { code: 'CONNECTION_REFUSED' });
    }
    expect(longest).toBeGreaterThan(1_500);
    expect(longest).toBeLessThanOrEqual(3_000);
    expect(plan.attemptTimeoutMs()).toBeCloseTo(1_333, 0);
  });

  it('begins anew after each connection that lasted', () => {
    const { clock, plan } = planWith({}, [{ host: '::1', port: 1 }]);
    for (let i = 0; i < 5; i++) {
      const turn = plan.next();
      expect(turn).toMatchObject({ name: '[::1]:1', waitMs: 0 });
      plan.succeeded(3_000);
      clock.now += 1_000;
      plan.lost(turn.name, { code: 'CONNECTION_LOST' });
    }
  });

  it('slows down for a server that hangs up after each handshake', () => {
    const { clock, plan } = planWith({}, [{ host: 'a', port: 1 }]);
    const waits: number[] = [];
    for (let i = 0; i < 10; i++) {
      const { name, waitMs } = plan.next();
      waits.push(waitMs);
      clock.now += waitMs;
      plan.succeeded(20_000);
      plan.lost(name, { code: 'CONNECTION_LOST' });
    }
    expect(waits[1]).toBeGreaterThanOrEqual(50);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(2_500);
    expect(waits.at(-1)).toBeLessThanOrEqual(5_000);
  });
});

describe('back-off', () => {
  it('stays within its bounds for any round', () => {
    const random = seededRandom(3);
    for (let round = 0; round < 2_000; round++) {
      const waitMs = backOffMs({ baseMs: 10, maxMs: 5_000, random }, round);
      expect(waitMs).toBeGreaterThanOrEqual(5);
      expect(waitMs).toBeLessThanOrEqual(5_000);
    }
  });
});
