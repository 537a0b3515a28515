import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureElectronRuntime } from '../electron-runtime.ts';
import { countOfRun, readReport, runProgram, runTool, type Check } from './check.ts';
import { countVitestReport } from './vitest-check.ts';

/**
 * The integration tests of the ZooKeeper client once more, in the Node inside Electron: that is where the client runs
 * for people, with another TLS library and another version than the Node of the other checks.
 */
export const electronNodeCheck: Check = {
  name: 'electron-node',
  async run(context) {
    const { folder } = context;
    const built = join(folder, 'electron-node');
    const report = join(folder, 'electron-node.json');
    const buildCode = await runTool(context, 'vite/bin/vite.js', [
      ...['build', '--config', 'test/electron-node/vite.config.ts'],
      ...['--outDir', built, '--emptyOutDir', '--logLevel', 'warn'],
    ]);
    if (buildCode !== 0) return { passed: 0, failed: 1 };
    const names = await readdir(built);
    const tests = names.filter((name) => name.endsWith('.test.mjs')).sort();
    const { executable } = await ensureElectronRuntime();
    const code = await runProgram(
      context,
      executable,
      [
        ...['--enable-source-maps', join(built, 'run.mjs'), report],
        ...tests.map((name) => join(built, name)),
      ],
      { ELECTRON_RUN_AS_NODE: '1' },
    );
    return countOfRun(code, countVitestReport(readReport(report)));
  },
};
