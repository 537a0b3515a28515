import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Log } from '../../../electron/shell/log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treekeeper-log-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function open(options: { maxBytes?: number; echo?: (line: string) => void } = {}): Log {
  return new Log({ folder: join(folder, 'logs'), clock: () => new Date(0), ...options });
}

function read(log: Log): string {
  return readFileSync(log.file, 'utf8');
}

describe('log', () => {
  test('lines carry time and level and are on disk at once', () => {
    const log = open();
    log.info('one');
    log.warn('two');
    expect(read(log)).toBe(
      '1970-01-01T00:00:00.000Z INFO one\n1970-01-01T00:00:00.000Z WARN two\n',
    );
    open().error('three');
    expect(read(log)).toMatch(/one\n.*two\n.*ERROR three\n$/);
  });

  test.skipIf(process.platform === 'win32')('is readable for its owner only', () => {
    const log = open({ maxBytes: 200 });
    for (let i = 0; i < 50; i++) log.info(`line ${String(i)}`);
    const modeOf = (name: string) => statSync(join(folder, name)).mode & 0o777;
    expect(modeOf('logs')).toBe(0o700);
    expect(modeOf('logs/treekeeper.log')).toBe(0o600);
    expect(modeOf('logs/treekeeper.old.log')).toBe(0o600);
  });

  test('the files together stay within twice the limit', () => {
    const log = open({ maxBytes: 200 });
    for (let i = 0; i < 50; i++) log.info(`line ${String(i)}`);
    const old = readFileSync(join(folder, 'logs', 'treekeeper.old.log'), 'utf8');
    expect(read(log).length).toBeLessThanOrEqual(200);
    expect(old.length).toBeLessThanOrEqual(200);
    expect(old + read(log)).toMatch(/line 4[0-9]\n(.*\n)*.*line 49\n$/);
  });

  test('an incident has an id under which its stack and causes are found', () => {
    const log = open();
    const bug = new TypeError('x is undefined', { cause: new Error('the deeper reason') });
    const id = log.incident(bug, 'tree.expand');
    expect(id).toMatch(/^[0-9a-f]{8}$/);
    expect(read(log)).toContain(`ERROR incident ${id} in tree.expand: TypeError: x is undefined\n`);
    expect(read(log)).toContain('log.test.ts');
    expect(read(log)).toContain('caused by Error: the deeper reason');
    expect(log.incident('text', 'x')).not.toBe(id);
    expect(read(log)).toContain('a thrown string');
  });

  test('what a message quotes of data is cut', () => {
    const log = open();
    const secret = 'password=hunter2';
    try {
      JSON.parse(secret);
    } catch (error) {
      log.incident(error, 'x');
    }
    log.incident(new Error(`${'x'.repeat(400)}${secret}`), 'x');
    log.incident(secret, 'x');
    expect(read(log)).not.toContain('hunter2');
  });

  test('a log that cannot be written is reported on the terminal and harms nothing', () => {
    writeFileSync(join(folder, 'file'), '');
    const lines: string[] = [];
    const log = new Log({ folder: join(folder, 'file', 'logs'), echo: (line) => lines.push(line) });
    log.error('lost');
    expect(existsSync(log.file)).toBe(false);
    expect(lines[0]).toMatch(/ERROR lost$/);
    expect(lines[1]).toMatch(/^The log could not be written/);
  });
});
