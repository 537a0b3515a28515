import type { Page } from '@playwright/test';

/** A state of the page to wait for, checked inside the page so that no driver's round trip is measured. */
export interface Sight {
  /** CSS selector of the elements looked at. */
  readonly selector: string;
  /** What one of them must contain; any text when absent. */
  readonly text?: string;
  /** What the text must be taken from; the visible text when absent. */
  readonly attribute?: string;
}

declare global {
  interface Window {
    /** Put there by `installObserver`. */
    benchObserver: {
      /** Starts the clock at the next key or button press. @returns milliseconds until the sight was painted. */
      fromNextInput(sight: Sight): Promise<number>;
      /** @returns when the sight was painted, milliseconds since the epoch. */
      timeOf(sight: Sight): Promise<number>;
      /** Records how long every frame takes until `stopFrames`. */
      startFrames(): void;
      /** @returns milliseconds from each frame to the next. */
      stopFrames(): number[];
      /**
       * Records how long the page was busy without a break until `stopTasks`. Costs the page nothing, where to look at
       * each frame has it make one each time.
       */
      startTasks(): void;
      /** @returns milliseconds of each task of 50 ms or more. */
      stopTasks(): number[];
    };
  }
}

/** Puts the measuring instruments into the page; by the debugger's road, as its policy allows no foreign script. */
export async function installObserver(page: Page): Promise<void> {
  // The loader that runs the benchmarks names functions through this helper, which the page does not have.
  await page.evaluate('globalThis.__name ??= (named) => named');
  await page.evaluate(() => {
    const seen = ({ selector, text, attribute }: Sight) => {
      if (text === undefined) return document.querySelector(selector) !== null;
      for (const element of document.querySelectorAll(selector)) {
        const found = attribute ? element.getAttribute(attribute) : element.textContent;
        // Monaco draws blanks as no-break spaces.
        if (found?.replaceAll('\u00a0', ' ').includes(text)) return true;
      }
      return false;
    };
    /** A task after the next frame was produced: what is in the document then is on its way to the screen. */
    const painted = () =>
      new Promise<number>((resolve) => {
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            resolve(performance.now());
          };
          port2.postMessage(null);
        });
      });
    const appeared = (sight: Sight) =>
      new Promise<void>((resolve) => {
        if (seen(sight)) {
          resolve();
          return;
        }
        const observer = new MutationObserver(() => {
          if (!seen(sight)) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      });
    let frames: number[] | null = null;
    const tasks: number[] = [];
    const note = (entries: PerformanceEntryList) => {
      for (const { duration } of entries) tasks.push(duration);
    };
    const taskObserver = new PerformanceObserver((list) => {
      note(list.getEntries());
    });
    window.benchObserver = {
      async fromNextInput(sight) {
        const start = await new Promise<number>((resolve) => {
          const begin = (event: Event) => {
            for (const name of ['keydown', 'mousedown']) removeEventListener(name, begin, true);
            // The moment of the input itself, before the page had time for it.
            resolve(event.timeStamp);
          };
          for (const name of ['keydown', 'mousedown']) addEventListener(name, begin, true);
        });
        await appeared(sight);
        return (await painted()) - start;
      },
      async timeOf(sight) {
        await appeared(sight);
        return performance.timeOrigin + (await painted());
      },
      startFrames() {
        const lengths: number[] = [];
        frames = lengths;
        let last: number | null = null;
        const next = (now: number) => {
          if (frames !== lengths) return;
          if (last !== null) lengths.push(now - last);
          last = now;
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      },
      stopFrames() {
        const recorded = frames ?? [];
        frames = null;
        return recorded;
      },
      startTasks() {
        taskObserver.observe({ type: 'longtask' });
      },
      stopTasks() {
        note(taskObserver.takeRecords());
        taskObserver.disconnect();
        return tasks.splice(0);
      },
    };
  });
}

/**
 * Measures one input of the user.
 * @param act makes exactly one key or button press.
 * @returns milliseconds from the press to the frame that shows the sight.
 */
export async function measureInput(
  page: Page,
  sight: Sight,
  act: () => Promise<void>,
): Promise<number> {
  // Ending a connection gives the view another document, which has no instruments yet.
  if (!(await page.evaluate(() => 'benchObserver' in window))) await installObserver(page);
  // The page must listen before the input comes; the promise itself is awaited after it.
  const waiting = await page.evaluateHandle((target) => {
    const result = window.benchObserver.fromNextInput(target);
    return { result };
  }, sight);
  await act();
  const milliseconds = await waiting.evaluate(({ result }) => result);
  await waiting.dispose();
  return milliseconds;
}
