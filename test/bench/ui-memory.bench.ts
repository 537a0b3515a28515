import type { BenchModule, BenchResult } from '../../build/lib/bench-module.ts';
import { withApplication } from './ui/application.ts';
import { measureMemoryMb } from './ui/memory.ts';
import { benchSetting } from './ui/setting.ts';

export const name = 'ui/memory' satisfies BenchModule['name'];

/** All processes together: connected with the tree closed, and after 120,000 rows, open nodes and live changes. */
export async function run(): Promise<BenchResult[]> {
  const { server, other } = await benchSetting();
  const path = `/memory-${String(Date.now())}`;
  await other.create(path, 'value');
  const result = await withApplication(
    ['--connect', server.connectString],
    async ({ electron, page, workbench }) => {
      await workbench.expectConnected();
      const idle = await measureMemoryMb(electron);
      for (const [level, last] of [
        ['level-20k', 'node-00019999'],
        ['level-100k', 'node-00099999'],
      ] as const) {
        await workbench.goTo(`/${level}/${last}`);
        await workbench.tree.row(last).click();
        for (let i = 0; i < 50; i++) await page.keyboard.press('PageUp');
      }
      await workbench.open(path);
      await other.setMany(
        path,
        Array.from({ length: 1_000 }, (_, i) => `value-${String(i)}`),
      );
      await workbench.node.expectText('value-999');
      return { idle, after: await measureMemoryMb(electron) };
    },
  );
  await other.delete(path);
  const common = { unit: 'MB', better: 'lower', peers: {}, runs: 1 } as const;
  return [
    { name: 'ui/memory-idle', ours: result.idle, ...common },
    { name: 'ui/memory-after', ours: result.after, ...common },
  ];
}
