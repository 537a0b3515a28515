import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { ChangesSummary } from '../../../shared/model/change.ts';
import type { Contestant } from '../engine/contestant.ts';
import { withApplication, type MeasuredApp } from '../ui/application.ts';
import { benchSetting } from '../ui/setting.ts';
import { withWriter } from './writer.ts';

const patienceMs = 60_000;

/** A window with a watch on a subtree whose changes come into the timeline, and somebody who makes them. */
export interface MeasuredTimeline extends MeasuredApp {
  readonly writer: Contestant;
  readonly connectString: string;
  /** What the levels asked for are called, in their order. */
  readonly levels: readonly string[];
}

let count = 0;

/**
 * @param levels how many nodes each of them is to have.
 * @param args appended to the command line.
 */
export async function withTimeline<T>(
  levels: readonly number[],
  measure: (timeline: MeasuredTimeline) => Promise<T>,
  args: readonly string[] = [],
): Promise<T> {
  const { server } = await benchSetting();
  const { connectString } = server;
  const root = `/live-${String(Date.now())}-${String(++count)}`;
  return withWriter(connectString, async (writer) => {
    await writer.ask(`create ${root} 0`);
    const paths = levels.map((_, i) => `${root}/level-${String(i)}`);
    for (const [i, path] of paths.entries()) {
      await writer.ask(`level ${path} ${String(levels[i])} 16`);
    }
    return withApplication(['--connect', connectString, ...args], async (app) => {
      const { page, workbench } = app;
      await workbench.open(root);
      await workbench.watches.add('Subtree');
      // An open node is read again after its changes.
      await workbench.tree.root.click();
      await until(() => isLive(page));
      return measure({ ...app, writer, connectString, levels: paths });
    });
  });
}

/** Waits until so many changes were seen. */
export async function untilSeen(page: Page, seen: number): Promise<void> {
  await until(async () => (await readSummary(page)).seen >= seen);
}

export function readSummary(page: Page): Promise<ChangesSummary> {
  return page.evaluate(async () => {
    const { calls } = (window as unknown as { treekeeper: Bridge }).treekeeper;
    const result = await calls['changes.getWindow']({ from: 0, count: 1 });
    if (!result.ok) throw new Error(result.error.code);
    const { seen, kept } = result.value;
    return { seen, kept };
  });
}

/** @returns whether there are watches and each tells of every change. */
export function isLive(page: Page): Promise<boolean> {
  return page.evaluate(async () => {
    const { calls } = (window as unknown as { treekeeper: Bridge }).treekeeper;
    const result = await calls['watches.list'](undefined);
    return (
      result.ok && result.value.length > 0 && result.value.every(({ state }) => state === 'live')
    );
  });
}

/** @throws Error when something does not come true within a minute. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('What was waited for did not come.');
    await delay(50);
  }
}
