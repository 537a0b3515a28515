import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { withApplication } from './ui/application.ts';
import { benchSetting } from './ui/setting.ts';
import { percentile } from './ui/statistics.ts';

const runs = 300;

export const name = 'ui/change-to-screen' satisfies BenchModule['name'];

/** From another client's call of `set` to the frame that shows the new data in the editor. */
export async function run(): Promise<BenchResult[]> {
  const { server, other } = await benchSetting();
  const path = `/change-${String(Date.now())}`;
  await other.create(path, 'value-start');
  const args = ['--connect', server.connectString, '--path', path];
  const times = await withApplication(args, async ({ page, workbench }) => {
    await workbench.node.expectText('value-start');
    const measured: number[] = [];
    for (let i = 0; i < runs; i++) {
      const sight = {
        selector: 'section[aria-label=Data]',
        text: `value-${String(i).padStart(5, '0')}`,
      };
      const waiting = await page.evaluateHandle(
        (target) => ({ seenAt: window.benchObserver.timeOf(target) }),
        sight,
      );
      const setAt = Date.now();
      await other.setData(path, sight.text);
      measured.push((await waiting.evaluate(({ seenAt }) => seenAt)) - setAt);
      await waiting.dispose();
    }
    return measured;
  });
  await other.delete(path);
  return [0.5, 0.99].map((share) => ({
    name: `${name}-p${String(share * 100)}`,
    unit: 'ms',
    better: 'lower' as const,
    ours: percentile(times, share),
    peers: {},
    runs,
  }));
}
