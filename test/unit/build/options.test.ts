import { describe, expect, it } from 'vitest';
import { readOptions, usageOf, type CommandLine } from '../../../build/lib/options.ts';

const line = {
  command: 'npm run example',
  summary: 'Does something.',
  options: {
    still: { type: 'flag', help: 'nobody comes or goes' },
    only: { type: 'text', value: 'NAME', help: 'chooses' },
    repeat: { type: 'number', value: 'N', min: 1, isWhole: true, help: 'repeats' },
    minutes: { type: 'number', value: 'N', min: 0, help: 'how long' },
  },
} as const satisfies CommandLine;

describe('the options of a script', () => {
  it('are read by their types, and are absent when not given', () => {
    expect(readOptions(line, []).values).toEqual({ still: false });
    const args = ['--still', '--only', 'a', '--repeat=3', '--minutes', '0.5'];
    expect(readOptions(line, args).values).toEqual({
      still: true,
      only: 'a',
      repeat: 3,
      minutes: 0.5,
    });
  });

  it.each([
    [['--nonsense'], "Unknown option '--nonsense'."],
    [['word'], "Unexpected argument 'word'."],
    [['--only'], "Option '--only <value>' argument missing."],
    [['--still=yes'], "Option '--still' does not take an argument."],
    [['--repeat', '0'], '--repeat takes a whole number from 1 on, not "0".'],
    [['--repeat', '1.5'], '--repeat takes a whole number from 1 on, not "1.5".'],
    [['--repeat', ''], '--repeat takes a whole number from 1 on, not "".'],
    [['--minutes', 'ten'], '--minutes takes a number from 0 on, not "ten".'],
  ])('%j is answered with one sentence and the usage', (args, sentence) => {
    expect(() => readOptions(line, args)).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: `${sentence}\n\n${usageOf(line)}`,
      }),
    );
  });

  it('may be followed by words where the script takes them', () => {
    const words = { value: '[TARGET…]', help: 'what to make' };
    expect(readOptions({ ...line, words }, ['deb', '--still']).words).toEqual(['deb']);
  });
});

it('the usage names every option with its value', () => {
  expect(usageOf(line)).toBe(
    [
      'Usage: npm run example -- [options]',
      'Does something.',
      '',
      '  --still       nobody comes or goes',
      '  --only NAME   chooses',
      '  --repeat N    repeats',
      '  --minutes N   how long',
      '  --help        print this',
    ].join('\n'),
  );
});
