import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { withApplication, type MeasuredApp } from './ui/application.ts';
import { measureInput } from './ui/observe.ts';
import { benchSetting } from './ui/setting.ts';
import { median } from './ui/statistics.ts';

const runs = 7;

export const name = 'ui/expand' satisfies BenchModule['name'];

/** From the arrow key on a closed level to the frame that shows its first rows. */
export async function run(): Promise<BenchResult[]> {
  const { server } = await benchSetting();
  return withApplication(['--connect', server.connectString], async (app) => {
    await app.workbench.expectConnected();
    return [await measureExpand(app, '20k', 20_000), await measureExpand(app, '100k', 100_000)];
  });
}

async function measureExpand(app: MeasuredApp, size: string, count: number): Promise<BenchResult> {
  const { page, workbench } = app;
  const level = workbench.tree.row(`level-${size}`);
  const firstRow = { selector: `[role=treeitem][aria-level="3"][aria-setsize="${String(count)}"]` };
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    await level.click();
    times.push(await measureInput(page, firstRow, () => page.keyboard.press('ArrowRight')));
    await page.keyboard.press('ArrowLeft');
    await page.locator(firstRow.selector).first().waitFor({ state: 'detached' });
  }
  const ours = median(times);
  return { name: `ui/expand-${size}`, unit: 'ms', better: 'lower', ours, peers: {}, runs };
}
