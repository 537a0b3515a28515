import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { withApplication } from './ui/application.ts';
import { benchSetting } from './ui/setting.ts';

/** Turns of the wheel, about one a frame. */
const turns = 400;
const turnPx = 600;
const slowMs = 50;

export const name = 'ui/scroll-100k' satisfies BenchModule['name'];

/** Frames while the wheel turns through a level of 100,000 rows, and while the thumb is dragged through it. */
export async function run(): Promise<BenchResult[]> {
  const { server } = await benchSetting();
  const frames = await withApplication(
    ['--connect', server.connectString],
    async ({ page, workbench }) => {
      await workbench.expectConnected();
      await workbench.tree.expand('level-100k');
      await page.locator('[role=treeitem][aria-level="3"]').first().waitFor();
      await workbench.tree.tree.hover();
      await page.evaluate(() => {
        window.benchObserver.startFrames();
      });
      for (let i = 0; i < turns; i++) await page.mouse.wheel(0, i < turns / 2 ? turnPx : -turnPx);
      await workbench.tree.tree.evaluate(async (tree) => {
        // Whatever scrolls: the tree itself or a box inside or around it.
        const boxes = [tree, ...tree.querySelectorAll('*')];
        const scroller =
          boxes.find((box) => box.scrollHeight > box.clientHeight + 1_000) ?? tree.parentElement;
        if (!scroller) throw new Error('Nothing scrolls.');
        const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
        for (let step = 0; step <= 100; step++) {
          scroller.scrollTop = (scroller.scrollHeight * step) / 100;
          await frame();
        }
      });
      return page.evaluate(() => window.benchObserver.stopFrames());
    },
  );
  const slow = frames.filter((ms) => ms > slowMs).length / frames.length;
  const worst = Math.max(...frames);
  const runs = frames.length;
  return [
    {
      name: 'ui/scroll-100k-slow-frames',
      unit: '% of frames over 50 ms',
      better: 'lower',
      ours: slow * 100,
      peers: {},
      runs,
    },
    {
      name: 'ui/scroll-100k-worst-frame',
      unit: 'ms',
      better: 'lower',
      ours: worst,
      peers: {},
      runs,
    },
  ];
}
