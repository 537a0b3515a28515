import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { withApplication } from './ui/application.ts';
import { measureInput } from './ui/observe.ts';
import { benchSetting } from './ui/setting.ts';
import { median } from './ui/statistics.ts';

const runs = 7;

export const name = 'ui/connect-to-tree' satisfies BenchModule['name'];

/** From the press of Connect to the frame that shows the root's children with their own. */
export async function run(): Promise<BenchResult[]> {
  const { server } = await benchSetting();
  const times = await withApplication([], async ({ page, workbench }) => {
    const measured: number[] = [];
    for (let i = 0; i < runs; i++) {
      await workbench.connect.connectString.fill(server.connectString);
      const sight = {
        selector: '[role=treeitem]',
        attribute: 'aria-label',
        text: '20,000 children',
      };
      measured.push(await measureInput(page, sight, () => page.keyboard.press('Enter')));
      await workbench.runCommand('Disconnect');
      await workbench.connect.connectString.waitFor();
    }
    return measured;
  });
  const ours = median(times);
  return [{ name: 'ui/connect-to-tree', unit: 'ms', better: 'lower', ours, peers: {}, runs }];
}
