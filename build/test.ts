import { availableParallelism } from 'node:os';
import { buildApplication } from './lib/application-build.ts';
import { toolCheck, type Check, type Count } from './lib/checks/check.ts';
import { electronNodeCheck } from './lib/checks/electron-node-check.ts';
import { playwrightCheck } from './lib/checks/playwright-check.ts';
import { runSideBySide, sumOfRuns, summaryOf, type CheckResult } from './lib/checks/run-checks.ts';
import { vitestCheck } from './lib/checks/vitest-check.ts';
import { ensureDesktopServices } from './lib/desktop-services.ts';
import { ensureElectronRuntime } from './lib/electron-runtime.ts';
import { readOptions, usageError, type CommandLine } from './lib/options.ts';
import { onEndRequested } from './lib/parent.ts';
import { ProcessKeeper } from './lib/process-keeper.ts';
import { SetupError } from './lib/setup-error.ts';
import { ensureVirtualDisplay } from './lib/virtual-display.ts';
import {
  ensureJavaClients,
  ensureKazoo,
  ensureOpenSsl,
  ensureZooKeeperForTests,
} from './lib/zookeeper-install.ts';

const typesOf = (folder: string): Check =>
  toolCheck(`types ${folder}`, 'typescript-native/bin/tsc', ['-p', folder]);

const buildCheck: Check = {
  name: 'build',
  async run() {
    await buildApplication();
    return { passed: 1, failed: 0 };
  },
};

/** Everything that is checked, the quick things first. */
const CHECKS: readonly Check[] = [
  toolCheck('format', 'prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']),
  toolCheck('lint', 'eslint/bin/eslint.js', ['.', '--max-warnings=0']),
  ...['.', 'shared', 'electron', 'renderer', 'build', 'test'].map(typesOf),
  toolCheck('knip', 'knip/bin/knip.js', ['--no-progress']),
  // What only tests use is no part of what ships, and what ships is listed as such.
  toolCheck('knip production', 'knip/bin/knip.js', [
    '--no-progress',
    '--production',
    '--strict',
    '--exclude=exports,types',
  ]),
  vitestCheck('unit'),
  vitestCheck('component'),
  vitestCheck('integration'),
  electronNodeCheck,
  buildCheck,
  playwrightCheck,
];

const commandLine = {
  command: 'npm test',
  summary: 'Every check; the last line says how many have passed and how many have failed.',
  options: {
    only: {
      type: 'text',
      value: 'NAME[,NAME…]',
      help: `some of them: ${CHECKS.map(({ name }) => name).join(', ')}; types stands for all of its kind`,
    },
    repeat: {
      type: 'number',
      value: 'N',
      min: 1,
      isWhole: true,
      help: 'runs each check so many times in a row and counts every run',
    },
  },
} as const satisfies CommandLine;
const { values } = readOptions(commandLine);
const { only, repeat = 1 } = values;
const chosen = chooseChecks(only?.split(','));
const keeper = new ProcessKeeper();
onEndRequested((exitCode) => void endAll().then(() => process.exit(exitCode)));

await prepare(new Set(chosen.map(({ name }) => name)));
// More side by side than two has not been tried.
const slots = Math.min(2, availableParallelism());
const results = await runSideBySide(
  chosen.map((check) => ({ isAlone: check.isAlone ?? false, run: () => runCheck(check) })),
  slots,
);
await endAll();
for (const line of summaryOf(results)) console.log(line);
process.exit(results.every(({ failed }) => failed === 0) ? 0 : 1);

async function runCheck(check: Check): Promise<CheckResult> {
  const print = (line: string) => {
    console.log(`${check.name.padEnd(14)} │ ${line}`);
  };
  const started = performance.now();
  const counts: Count[] = [];
  for (let run = 1; run <= repeat; run++) {
    print(repeat === 1 ? 'begins' : `begins, run ${String(run)} of ${String(repeat)}`);
    const count = await runOnce(check, print);
    const seconds = ((performance.now() - started) / 1_000).toFixed(1);
    print(`${String(count.passed)} passed, ${String(count.failed)} failed, after ${seconds} s`);
    counts.push(count);
  }
  const seconds = (performance.now() - started) / 1_000;
  return { name: check.name, ...sumOfRuns(counts), seconds, runs: repeat };
}

/** A check that cannot even run is a failure like any other: what comes after it is still reported. */
async function runOnce(check: Check, print: (line: string) => void): Promise<Count> {
  try {
    return await check.run({ keeper, folder: await keeper.makeTemporaryFolder(), print });
  } catch (error) {
    const isForPeople = error instanceof SetupError;
    print(isForPeople ? error.message : String(error instanceof Error ? error.stack : error));
    return { passed: 0, failed: 1 };
  }
}

/** Installs what the chosen checks need, so that a failure later is a failure of the product. */
async function prepare(names: ReadonlySet<string>): Promise<void> {
  if (['integration', 'electron-node', 'e2e'].some((name) => names.has(name))) {
    await ensureZooKeeperForTests();
    await ensureKazoo();
    await ensureOpenSsl();
    await ensureJavaClients();
  }
  if (names.has('electron-node') || names.has('e2e')) await ensureElectronRuntime();
  if (names.has('e2e')) {
    await ensureVirtualDisplay();
    await ensureDesktopServices();
  }
}

function chooseChecks(only: readonly string[] | undefined): readonly Check[] {
  if (only === undefined) return CHECKS;
  const fits = (check: Check, name: string) =>
    check.name === name || check.name.startsWith(`${name} `);
  for (const name of only) {
    if (CHECKS.some((check) => fits(check, name))) continue;
    throw usageError(commandLine, `There is no check "${name}".`);
  }
  return CHECKS.filter((check) => only.some((name) => fits(check, name)));
}

async function endAll(): Promise<void> {
  await keeper.end();
  await keeper.removeFolders();
}
