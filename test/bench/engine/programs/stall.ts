const intervalMs = 1;
/** What the work leaves behind, a garbage collection for example, belongs to it. */
const afterMs = 50;

/**
 * Does something and watches the event loop meanwhile.
 * @returns what it returned, with the longest time in milliseconds for which nothing else could run.
 */
export async function withStall<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; stallMs: number }> {
  let longest = 0;
  let last = performance.now();
  const tick = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - intervalMs);
    last = now;
  };
  const timer = setInterval(tick, intervalMs);
  const result = await work();
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  tick();
  clearInterval(timer);
  return { result, stallMs: longest };
}
