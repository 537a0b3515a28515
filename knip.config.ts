import type { KnipConfig } from 'knip';

/** What ships imports these and does not carry them: the runtime itself, and what starts a checkout. */
function providedAtRunTime(): string[] {
  return process.argv.includes('--production') ? ['electron', 'tsx'] : [];
}

export default {
  entry: [
    // Started by build/bootstrap.mjs, each under its own name.
    'build/*.{ts,mjs}',
    'build/sample/main.ts',
    'electron/main.ts!',
    'electron/preload.ts!',
    'renderer/main.tsx!',
    'renderer/strip/main.ts!',
    'test/e2e/**/*.spec.ts',
    // Named on the command line, see build/lib/checks/playwright-check.ts.
    'test/e2e/support/file-reporter.ts',
    'test/bench/*.bench.ts',
    'test/electron-node/{run,vite.config,vitest}.ts',
    // Bundled by name and started as programs, see test/bench/engine/tools.ts.
    'test/bench/engine/programs/{ours,stock,writer,filter}.ts',
  ],
  playwright: { config: ['test/e2e/playwright.config.ts'] },
  // Started by their paths, see build/package.ts and build/test.ts.
  ignoreDependencies: ['electron-builder', 'typescript-native', ...providedAtRunTime()],
  // Makes a FIFO for a test; part of every Unix.
  ignoreBinaries: ['mkfifo'],
  // The type of a parameter is worth a name outside, whether or not somebody uses it today.
  ignoreExportsUsedInFile: { interface: true, type: true },
  // A kit's component comes with the type of its properties.
  ignoreIssues: { 'renderer/**/index.ts': ['types'] },
  project: [
    '{electron,renderer,shared}/**/*.{ts,tsx}!',
    '{build,test}/**/*.{ts,tsx,mjs}',
    '*.{ts,mjs}',
  ],
} satisfies KnipConfig;
