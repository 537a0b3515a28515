import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { EntryKind } from '../../../shared/model/change.ts';
import { startOtherClient } from '../../fixtures/other-client.ts';
import type { Contestant } from '../engine/contestant.ts';
import { withEngineServer, type EngineSetting } from '../engine/setting.ts';
import { withApplication, type MeasuredApp } from '../ui/application.ts';
import { readProcessorTime } from '../ui/processor-time.ts';
import type { MeasuredProcess } from '../ui/processes.ts';
import { benchDisplay } from '../ui/setting.ts';
import { clickAt, clickUntil, findTargets, type ClickTarget } from './clicks.ts';
import { watchMemory, type MemoryCourse } from './process-memory.ts';
import { isLive, readSummary, until } from './timeline.ts';
import { toEpochMs } from './writer.ts';

/** It runs for minutes: compiled as one in production is, it leaves more of the machine to those who are measured. */
const serverFlags = ['-XX:TieredStopAtLevel=4'];

/** For how long it is clicked at before the storm. */
const calmMs = 8_000;
/** How often the page is looked at for what it says. */
const noticeMs = 200;

const root = '/storm';
const level = `${root}/level`;
/** What nodes beside the storm say; nobody changes them. */
const calm = { east: 'red-one', north: 'green-two', south: 'blue-three', west: 'grey-four' };

export interface Storm {
  /** Nodes that are set in turn. */
  readonly nodes: number;
  readonly perSecond: number;
  /** Changes in all. */
  readonly count: number;
}

/** What a storm was to one who looked on. Times in milliseconds. */
interface Weathered {
  /** Changes a second that the writer reached. */
  readonly rate: number;
  /** From the answer to the last change until all was counted: in the window, until that was painted. */
  readonly behindMs: number;
}

export interface WindowReport extends Weathered {
  /** From each press to its answer on screen, before the storm and during it. */
  readonly clicksBefore: readonly number[];
  readonly clicks: readonly number[];
  /** Times of 50 ms and more in which the page was busy without a break. */
  readonly longTasks: readonly number[];
  readonly memory: Readonly<Record<MeasuredProcess, MemoryCourse>>;
  /** Microseconds, until all was counted. */
  readonly processorTime: Readonly<Record<MeasuredProcess, number>>;
  /** Entries in the timeline, each of which stands for one change or several. */
  readonly entries: number;
}

export interface CuratorReport extends Weathered {
  /** Changes that its events stand for, by their versions. */
  readonly changes: number;
  readonly events: number;
  /** Microseconds, until nothing more came. */
  readonly processorTime: number;
}

/**
 * Lets the same storm come over a subtree twice: first Curator's TreeCache counts it, then a window that watches it.
 * @throws Error when the window has not counted, kept and shown what the writer did.
 */
export async function weather(
  storm: Storm,
): Promise<{ readonly curator: CuratorReport; readonly window: WindowReport }> {
  await benchDisplay();
  return withEngineServer(async (setting) => {
    const { connectString, writer } = setting;
    await seedCalm(connectString);
    // All that is there before the storm is there before anybody counts.
    await writer.ask(`create ${root} 0`);
    await writer.ask(`level ${level} ${String(storm.nodes)} 16`);
    await writer.ask(`guests ${level}`);
    const curator = await letCuratorCount(setting, storm);
    const window = await withApplication(['--connect', connectString], async (app) => {
      const { page, workbench } = app;
      await workbench.open(root);
      await workbench.watches.add('Subtree');
      await until(() => isLive(page));
      for (const name of ['calm', 'storm', 'level']) await workbench.tree.expand(name);
      const targets = await findTargets(app, calm);
      // The first click also loads the editor.
      for (const target of targets) await clickAt(app, target);
      return letWindowCount(app, writer, storm, targets);
    });
    return { curator, window };
  }, serverFlags);
}

async function letCuratorCount(
  { start, writer }: EngineSetting,
  storm: Storm,
): Promise<CuratorReport> {
  const curator = start('curator');
  await curator.ask(`cache ${root}`);
  await curator.ask('expect');
  const { rate, answeredAt } = await makeStorm(writer, storm);
  const told = await curator.ask(`told ${String(storm.count)}`);
  const [changes = NaN, events = NaN, toldAt = NaN, processorTime = NaN] = told;
  curator.end();
  return { rate, behindMs: (toldAt - answeredAt) / 1e6, changes, events, processorTime };
}

async function letWindowCount(
  app: MeasuredApp,
  writer: Contestant,
  storm: Storm,
  targets: readonly ClickTarget[],
): Promise<WindowReport> {
  const { electron, page } = app;
  const clicksBefore = await clickUntil(delay(calmMs), app, targets);
  const before = await readSummary(page);
  const memory = await watchMemory(electron);
  const cpuBefore = await readProcessorTime(electron);
  await page.evaluate(() => {
    window.benchObserver.startTasks();
  });
  const storming = makeStorm(writer, storm);
  const noticed = await lookForNotices(page);
  const clicks = await clickUntil(storming, app, targets);
  const { rate, answeredAt } = await storming;
  const shown = await page.evaluateHandle(
    (text) => {
      const selector = '[role=status][aria-label="Changes seen"]';
      return { at: window.benchObserver.timeOf({ selector, text }) };
    },
    String(before.seen + storm.count),
  );
  await until(async () => (await readSummary(page)).seen >= before.seen + storm.count);
  const shownAt = await shown.evaluate(({ at }) => at);
  const cpuAfter = await readProcessorTime(electron);
  const longTasks = await page.evaluate(() => window.benchObserver.stopTasks());
  const { isSampled, isMerged } = await noticed.jsonValue();
  if (!isSampled || !isMerged) throw new Error('The window has not said that it left values out.');
  return {
    rate,
    behindMs: shownAt - toEpochMs(answeredAt),
    clicksBefore,
    clicks,
    longTasks,
    memory: memory.stop(),
    processorTime: {
      main: cpuAfter.main - cpuBefore.main,
      renderer: cpuAfter.renderer - cpuBefore.renderer,
    },
    entries: await checkCounts(page, storm.count),
  };
}

/** @returns what the writer reached, and when the last change was answered, nanoseconds. */
async function makeStorm(writer: Contestant, { nodes, count, perSecond }: Storm) {
  const [, startedAt = NaN, answeredAt = NaN] = await writer.ask(
    ['storm', level, nodes, count, perSecond].map(String).join(' '),
  );
  return { rate: (count / (answeredAt - startedAt)) * 1e9, answeredAt };
}

/** What the window has said since it is looked at. */
interface Notices {
  /** That values are left out. */
  isSampled: boolean;
  /** Of an entry, that it stands for several changes. */
  isMerged: boolean;
}

/** @returns the notices so far, in the page. */
function lookForNotices(page: Page) {
  return page.evaluateHandle((everyMs) => {
    const notices: Notices = { isSampled: false, isMerged: false };
    const saysSo = (selector: string, text: RegExp) =>
      [...document.querySelectorAll(selector)].some((each) => text.test(each.textContent));
    setInterval(() => {
      notices.isSampled ||= saysSo('section[aria-label=Watches] li', /sampled/);
      notices.isMerged ||= saysSo('section[aria-label=Changes] [role=row]', /×\d/);
    }, everyMs);
    return notices;
  }, noticeMs);
}

/**
 * @returns how many entries the storm has become.
 * @throws Error when the changes that they stand for are not those of the writer.
 */
async function checkCounts(page: Page, count: number): Promise<number> {
  const { kept, byKind, watched } = await page.evaluate(async () => {
    const { calls } = (window as unknown as { treekeeper: Bridge }).treekeeper;
    const query = { kinds: ['created', 'dataChanged', 'deleted', 'gap'] } as const;
    const counted = await calls['changes.getStatistics']({ query, buckets: 1, topPaths: 1 });
    const watches = await calls['watches.list'](undefined);
    if (!counted.ok || !watches.ok) throw new Error('Nothing was counted.');
    const { matching: kept, byKind } = counted.value;
    return { kept, byKind, watched: watches.value[0]?.changeCount };
  });
  const expected: Partial<Record<EntryKind, number>> = {
    dataChanged: (98 * count) / 100,
    created: count / 100,
    deleted: count / 100,
    gap: 0,
  };
  for (const [kind, wanted] of Object.entries(expected) as [EntryKind, number][]) {
    const found = byKind[kind];
    if (found !== wanted)
      throw new Error(`${kind}: ${String(found)} of ${String(wanted)} counted.`);
  }
  if (watched !== count) throw new Error(`The watch has counted ${String(watched)}.`);
  return kept;
}

async function seedCalm(connectString: string): Promise<void> {
  const other = await startOtherClient(connectString);
  await other.create('/calm', '');
  for (const [name, text] of Object.entries(calm)) await other.create(`/calm/${name}`, text);
  await other.close();
}
