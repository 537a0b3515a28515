import { setTimeout as delay } from 'node:timers/promises';
import type { TcpProxy } from '../../../test/fixtures/tcp-proxy.ts';

/** Faults after which everything that arrives is still what was sent. */
const faults: readonly ((proxy: TcpProxy, random: () => number) => unknown)[] = [
  (proxy, random) => proxy.delay(random() * 300),
  (proxy, random) => proxy.throttle(2_000 + random() * 50_000),
  (proxy) => proxy.cut(),
  (proxy) => proxy.reset(),
  (proxy) => proxy.freeze(),
  (proxy) => proxy.refuse().then(() => proxy.cut()),
  (proxy, random) => proxy.cutAfter(random() * 5_000, 'toClient'),
  (proxy, random) => proxy.cutAfter(random() * 5_000, 'toServer'),
  (proxy, random) => {
    proxy.cutNextAfter(random() * 120, random() < 0.5 ? 'toClient' : 'toServer');
    proxy.cut();
  },
];

/**
 * What is swallowed leaves a gap, which no TCP connection survives: it is cut before the network is whole again. Without
 * that, replies would be missing between others, and the calls would wait for them for ever.
 */
const gaps: typeof faults = [
  (proxy) => proxy.blackhole('toServer'),
  (proxy) => proxy.blackhole('toClient'),
];

/**
 * Lets one fault after the other befall a connection, with pauses, until `isOver`; the network is whole at the end.
 * One in ten lasts so long that the session expires.
 * @returns how many there were.
 */
export async function inflictFaults(
  proxy: TcpProxy,
  random: () => number,
  isOver: () => boolean,
): Promise<number> {
  let count = 0;
  while (!isOver()) {
    const choice = Math.floor(random() * (faults.length + gaps.length));
    await [...faults, ...gaps][choice]?.(proxy, random);
    count++;
    const lastsMs = random() < 0.1 ? 6_000 : random() * 1_500;
    const until = performance.now() + lastsMs;
    while (!isOver() && performance.now() < until) await delay(50);
    if (choice >= faults.length) proxy.cut();
    await proxy.heal();
    await delay(200 + random() * 800);
  }
  return count;
}
