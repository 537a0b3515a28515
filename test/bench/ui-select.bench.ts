import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { seed } from '../fixtures/chroot.ts';
import { withApplication } from './ui/application.ts';
import { measureInput } from './ui/observe.ts';
import { benchSetting } from './ui/setting.ts';
import { median } from './ui/statistics.ts';

const runs = 30;

export const name = 'ui/select-node' satisfies BenchModule['name'];

/** From the press of the mouse on a row to the frame that shows the node's data in the editor. */
export async function run(): Promise<BenchResult[]> {
  const { server, other } = await benchSetting();
  const config = other.below('/select');
  if (!(await other.exists('/select'))) {
    const nodes = Array.from({ length: 20 }, (_, i) => [
      `/select/node-${String(i + 10)}`,
      JSON.stringify({ value: `data-of-${String(i + 10)}`, timeout: 3_000 }, null, 2),
    ]);
    await seed(other, Object.fromEntries(nodes) as Record<string, string>);
  }
  const names = await config.getChildren('/');
  const args = ['--connect', server.connectString, '--path', '/select'];
  const times = await withApplication(args, async ({ page, workbench }) => {
    await workbench.expectConnected();
    await workbench.tree.expand('select');
    const measured: number[] = [];
    // The first one also loads the editor, which happens once.
    for (let i = -1; i < runs; i++) {
      const node = names[(i + names.length) % names.length] ?? '';
      const sight = {
        selector: '[role=region][aria-label=Data], section[aria-label=Data]',
        text: `data-of-${node.slice(-2)}`,
      };
      const row = workbench.tree.row(node);
      const box = await row.boundingBox();
      if (!box) throw new Error(`${node} is not on screen.`);
      const press = () => page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      const time = await measureInput(page, sight, press);
      if (i >= 0) measured.push(time);
    }
    return measured;
  });
  const ours = median(times);
  return [{ name: 'ui/select-node', unit: 'ms', better: 'lower', ours, peers: {}, runs }];
}
