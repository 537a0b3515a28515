import type { ChangesPane } from '../../e2e/pages/changes.ts';

/** Notes in the page, frame by frame, how far the entries on screen are. */
export interface EntryClock {
  /** The greatest number of a node of the level that was on screen; -1 before the first. */
  newest(): Promise<number>;
  /** @returns numbers in ascending order, and when each was painted, milliseconds since the epoch. */
  stop(): Promise<readonly (readonly [newest: number, paintedAt: number])[]>;
}

interface ClockInPage {
  readonly newest: () => number;
  readonly stop: () => [number, number][];
}

/** @param level whose nodes are set one after the other, each once. */
export async function startEntryClock(changes: ChangesPane, level: string): Promise<EntryClock> {
  const clock = await changes.region.evaluateHandle((region, prefix): ClockInPage => {
    const seen: [number, number][] = [];
    let newest = -1;
    let isOver = false;
    const look = () => {
      if (isOver) return;
      let found = newest;
      for (const row of region.querySelectorAll('[role=row]')) {
        const path = row.querySelector('[aria-label]')?.getAttribute('aria-label');
        if (path?.startsWith(prefix)) found = Math.max(found, Number(path.slice(prefix.length)));
      }
      if (found > newest) {
        newest = found;
        // A task after this frame was produced: what is in the document now is on its way to the screen then.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          seen.push([found, performance.timeOrigin + performance.now()]);
        };
        port2.postMessage(null);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
    const stop = () => {
      isOver = true;
      return seen;
    };
    return { newest: () => newest, stop };
  }, `${level}/node-`);
  return {
    newest: () => clock.evaluate(({ newest }) => newest()),
    stop: () => clock.evaluate(({ stop }) => stop()),
  };
}
