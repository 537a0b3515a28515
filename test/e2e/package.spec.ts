import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { findFreePort } from '../../build/lib/free-port.ts';
import { expect, test } from './fixtures.ts';
import { projectFolder } from './support/runtime.ts';

/** What only the packaged application can show. It takes no driver, so it is seen from outside. */

const release = join(projectFolder, 'release');
const executables: Partial<Record<NodeJS.Platform, string>> = {
  linux: join(release, 'linux-unpacked/treekeeper'),
  darwin: join(release, 'mac/Treekeeper.app/Contents/MacOS/Treekeeper'),
  win32: join(release, 'win-unpacked/Treekeeper.exe'),
};
const executable = executables[process.platform] ?? '';
const sandboxArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

test.beforeAll(() => {
  test.setTimeout(180_000);
  execFileSync('npm', ['run', '--silent', 'package'], {
    cwd: projectFolder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
});

/** Runs it to its end. @returns what it printed on standard output. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  return execFileSync(executable, [...sandboxArguments, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 30_000,
  });
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

function untilExit(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}

test('the packaged application has its fuses blown', async ({ tempDir }) => {
  const hook = join(tempDir, 'hook.cjs');
  const trace = join(tempDir, 'trace');
  await writeFile(hook, `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran');`);

  // As Node it would run the script instead of answering like the application.
  expect(run(['--version'], { ELECTRON_RUN_AS_NODE: '1' })).toMatch(/^\d+\.\d+\.\d+\n$/);
  run(['--version'], { NODE_OPTIONS: `--require ${hook}` });
  expect(existsSync(trace)).toBe(false);

  const resources =
    process.platform === 'darwin'
      ? join(dirname(executable), '../Resources')
      : join(dirname(executable), 'resources');
  const planted = join(resources, 'app');
  try {
    await mkdir(planted);
    await writeFile(join(planted, 'package.json'), '{"name":"planted","main":"main.js"}');
    await writeFile(
      join(planted, 'main.js'),
      `require('node:fs').writeFileSync(${JSON.stringify(trace)}, 'ran'); process.exit(0);`,
    );
    expect(run(['--version'])).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(existsSync(trace)).toBe(false);
  } finally {
    await rm(planted, { recursive: true });
  }
});

test('the packaged application connects to a server and takes no inspector', async ({
  server,
  znodes,
  userDataDir,
}) => {
  const inspectorPort = await findFreePort();
  const debuggerPort = await findFreePort();
  const args = [
    `--inspect=${String(inspectorPort)}`,
    `--remote-debugging-port=${String(debuggerPort)}`,
    '--remote-debugging-pipe',
    `--user-data-dir=${userDataDir}`,
    ...['--connect', znodes.connectString],
  ];
  const sessions = async () => (await server.ask('cons'))?.match(/sid=0x/g)?.length ?? 0;
  const before = await sessions();
  const child = spawn(executable, [...sandboxArguments, ...args], {
    // The last two are where a driver would write its commands and read the answers.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const exit = untilExit(child);
  const [, , , commands, answers] = child.stdio as [null, null, null, Writable, Readable];
  let heard = '';
  answers.on('data', (chunk: Buffer) => (heard += String(chunk)));
  // Nobody reads them: the other end may even be closed.
  commands.on('error', () => undefined);
  commands.write('{"id":1,"method":"Browser.getVersion"}\0');
  try {
    await expect.poll(sessions).toBe(before + 1);
    expect(await isListening(inspectorPort)).toBe(false);
    expect(await isListening(debuggerPort)).toBe(false);
    expect(heard).toBe('');
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    await expect.poll(sessions, 'it ended its session').toBe(before);
  } finally {
    child.kill('SIGKILL');
  }
});
