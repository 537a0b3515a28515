import { parseArgs } from 'node:util';
import { buildApplication } from './lib/application-build.ts';
import { toolCheck, type Check, type Count } from './lib/checks/check.ts';
import { electronNodeCheck } from './lib/checks/electron-node-check.ts';
import { playwrightCheck } from './lib/checks/playwright-check.ts';
import { vitestCheck } from './lib/checks/vitest-check.ts';
import { ensureDesktopServices } from './lib/desktop-services.ts';
import { ensureElectronRuntime } from './lib/electron-runtime.ts';
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
  toolCheck(`types ${folder}`, 'typescript/bin/tsc', ['-p', folder]);

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
  vitestCheck('unit'),
  vitestCheck('component'),
  vitestCheck('integration'),
  electronNodeCheck,
  buildCheck,
  playwrightCheck,
];

const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const chosen = chooseChecks(values.only?.flatMap((names) => names.split(',')));
const keeper = new ProcessKeeper();
onEndRequested((exitCode) => void endAll().then(() => process.exit(exitCode)));

await prepare(new Set(chosen.map(({ name }) => name)));
const folder = await keeper.makeTemporaryFolder();
const results: { name: string; count: Count; seconds: number }[] = [];
for (const check of chosen) {
  console.log(`\n── ${check.name} ${'─'.repeat(Math.max(0, 76 - check.name.length))}`);
  const started = Date.now();
  const count = await runCheck(check);
  results.push({ name: check.name, count, seconds: (Date.now() - started) / 1_000 });
}
await endAll();

console.log('');
for (const { name, count, seconds } of results) {
  const sign = count.failed === 0 ? '✓' : '✗';
  const numbers = `${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed`;
  console.log(`${sign} ${name.padEnd(16)} ${numbers} ${seconds.toFixed(1).padStart(7)} s`);
}
const sum = (key: keyof Count) => results.reduce((total, { count }) => total + count[key], 0);
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);

/** A check that cannot even run is a failure like any other: what comes after it is still reported. */
async function runCheck(check: Check): Promise<Count> {
  try {
    return await check.run({ keeper, folder });
  } catch (error) {
    console.log(error instanceof SetupError ? error.message : error);
    return { passed: 0, failed: 1 };
  }
}

/** Installs what the chosen checks need, so that a failure later is a failure of the product. */
async function prepare(names: ReadonlySet<string>): Promise<void> {
  if (['integration', 'electron-node', 'e2e'].some((name) => names.has(name))) {
    await ensureZooKeeperForTests();
    await ensureKazoo();
    await ensureOpenSsl();
  }
  if (names.has('integration') || names.has('electron-node')) await ensureJavaClients();
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
    const known = CHECKS.map((check) => check.name).join(', ');
    throw new SetupError(`There is no check "${name}"; there are: ${known}.`);
  }
  return CHECKS.filter((check) => only.some((name) => fits(check, name)));
}

async function endAll(): Promise<void> {
  await keeper.end();
  await keeper.removeFolders();
}
