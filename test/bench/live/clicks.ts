import { setTimeout as delay } from 'node:timers/promises';
import type { MeasuredApp } from '../ui/application.ts';
import { measureInput } from '../ui/observe.ts';

/** Between one click's answer and the next click. */
const restMs = 200;

/** A node that can be clicked at: its row is on screen and stays where it is. */
export interface ClickTarget {
  /** Of the middle of its row. */
  readonly x: number;
  readonly y: number;
  /** What its data says, and no other node's. */
  readonly text: string;
}

/** @param texts what the data of nodes says, by their names in the tree. */
export async function findTargets(
  { workbench }: MeasuredApp,
  texts: Readonly<Record<string, string>>,
): Promise<readonly ClickTarget[]> {
  const targets: ClickTarget[] = [];
  for (const [name, text] of Object.entries(texts)) {
    const box = await workbench.tree.row(name).boundingBox();
    if (!box) throw new Error(`${name} is not on screen.`);
    targets.push({ x: box.x + box.width / 2, y: box.y + box.height / 2, text });
  }
  return targets;
}

/** @returns milliseconds from the press to the frame that shows the node's data, which was read for it. */
export function clickAt({ page }: MeasuredApp, { x, y, text }: ClickTarget): Promise<number> {
  const sight = { selector: 'section[aria-label=Data]', text };
  return measureInput(page, sight, () => page.mouse.click(x, y));
}

/**
 * Clicks at nodes in turn until something else is over.
 * @returns milliseconds from each press to its answer.
 */
export async function clickUntil(
  over: Promise<unknown>,
  app: MeasuredApp,
  targets: readonly ClickTarget[],
): Promise<number[]> {
  const state = { isOver: false };
  const end = () => {
    state.isOver = true;
  };
  over.then(end, end);
  const times: number[] = [];
  for (let i = 0; !state.isOver; i++) {
    const target = targets[i % targets.length];
    if (target) times.push(await clickAt(app, target));
    await delay(restMs);
  }
  return times;
}
