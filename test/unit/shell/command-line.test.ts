import { describe, expect, test } from 'vitest';
import { parseCommandLine, usage, withJoinedValues } from '../../../shared/command-line.ts';
import { targetOf } from '../../fixtures/target-of.ts';

function run(...args: string[]) {
  const parsed = parseCommandLine(args);
  if (parsed.kind !== 'run') throw new Error(`not a run: ${JSON.stringify(parsed)}`);
  return parsed;
}

function problem(...args: string[]): string {
  const parsed = parseCommandLine(args);
  if (parsed.kind !== 'problem') throw new Error(`not a problem: ${JSON.stringify(parsed)}`);
  return parsed.problem;
}

describe('command line', () => {
  test('nothing asks for nothing', () => {
    expect(run()).toEqual({ kind: 'run', readOnly: false });
  });

  test('options are read with an equals sign and with a blank', () => {
    const expected = {
      kind: 'run',
      connect: targetOf('a:2181,b:2182/app'),
      path: '/x',
      readOnly: true,
      language: 'zh-CN',
    };
    expect(run('--connect=a:2181,b:2182/app', '--path=/x', '--read-only', '--lang=zh-CN')).toEqual(
      expected,
    );
    expect(
      run('--connect', 'a:2181,b:2182/app', '--path', '/x', '--read-only', '--lang', 'zh-CN'),
    ).toEqual(expected);
  });

  test('a value may hold an equals sign', () => {
    expect(run('--connect=a', '--path=/k=v').path).toBe('/k=v');
  });

  test('an address is read, with percent-encoding undone', () => {
    expect(run('zk://h1:2181,[::1]:2182/app%20one?path=/a%3Fb')).toEqual({
      kind: 'run',
      connect: { ...targetOf('h1:2181,[::1]:2182'), chroot: '/app one' },
      path: '/a?b',
      readOnly: false,
    });
    expect(run('zk://h1', '--path', '/a').path).toBe('/a');
  });

  test('switches of Chromium and Node are left alone', () => {
    expect(
      run(
        '--no-sandbox',
        '--inspect=0',
        '--remote-debugging-port=0',
        '--user-data-dir=/x',
        '--disable-gpu',
        '--enable-features=A,B',
        '--log-level=1',
        '-psn_0_1',
      ),
    ).toEqual({ kind: 'run', readOnly: false });
  });

  test.each(['--conect=a', '--connection=a', '--readonly', '--paths=/', '--lng=en', '--halp'])(
    'a slip of the pen is named: %s',
    (arg) => {
      expect(problem(arg)).toMatch(/^Unknown option .* did you mean --/);
    },
  );

  test.each([
    [['--connect'], '--connect needs a value.'],
    [['--connect', '--read-only'], '--connect needs a value.'],
    [['--connect='], '--connect needs a value.'],
    [['--read-only=yes'], '--read-only takes no value.'],
    [['--lang', 'de'], '--lang must be en or zh-CN, not "de".'],
    [['--connect', 'a:0'], /^--connect has a server "a:0" whose port/],
    [['--connect', ',;'], /^--connect names no server/],
    [['--connect', 'a/x,b:1'], /^--connect has the chroot "\/x" between/],
    [['--connect', 'http://a'], /^--connect begins with http:/],
    [['--connect', 'bob:secret@b'], /^--connect holds an @/],
    [['bob:secret@b'], /^Unexpected argument; an address/],
    [['--connect', 'a//b'], /^--connect has a chroot "\/\/b"/],
    [['--connect', 'a', '--path', 'x'], /^The path "x" is not a valid znode path/],
    [['zk://'], /^The zk:\/\/ address names no server/],
    [['zk://a?x=1'], /may end with \?path=/],
    [['zk://a?path=/a&path=/b'], /may end with \?path=/],
    [['zk://a/%zz'], /malformed % sequence/],
    [['zk://a', 'zk://b'], /^Only one/],
    [['zk://a', '--connect', 'b'], /not both/],
    [['zk://a?path=/a', '--path', '/b'], /not both/],
    [['staging'], /^Unexpected argument "staging"/],
  ])('a bad value is one sentence: %j', (args, sentence) => {
    const shown = problem(...args);
    expect(shown).toEqual(
      typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
    );
    expect(shown).not.toMatch(/\n|secret/);
    expect(shown).toMatch(/[.?]$/);
  });

  test('help and version win over the rest', () => {
    expect(parseCommandLine(['--help']).kind).toBe('help');
    expect(parseCommandLine(['--version', '--connect', 'a']).kind).toBe('version');
    expect(usage).toContain('--connect');
  });
});

test('a command line with its values joined means the same with its switches first', () => {
  const args = ['zk://zk1:2181', '--path', '/a b', '--read-only', '--lang', 'en', '--no-sandbox'];
  const joined = withJoinedValues(args);
  expect(joined).toEqual([
    'zk://zk1:2181',
    '--path=/a b',
    '--read-only',
    '--lang=en',
    '--no-sandbox',
  ]);
  const isSwitch = (arg: string) => arg.startsWith('-');
  const reordered = [...joined.filter(isSwitch), ...joined.filter((arg) => !isSwitch(arg))];
  expect(run(...reordered)).toEqual(run(...args));
});
