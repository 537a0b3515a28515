import { describe, expect, it, test } from 'vitest';
import { compileRule } from '../../../electron/workspace/rules/compile-rule.ts';
import { RuleMatcher } from '../../../electron/workspace/rules/rule-matcher.ts';
import { searchedValueLength, type ValueMatch } from '../../../shared/model/rule.ts';
import { detailOf, ruleOf } from './rule-samples.ts';

const timeout: ValueMatch = { kind: 'text', pattern: 'TIMEOUT' };

function matches(matcher: RuleMatcher, ...detail: Parameters<typeof detailOf>) {
  const { rules, isOpen } = matcher.match(detailOf(...detail));
  return isOpen ? 'open' : rules.length > 0;
}

describe('rules', () => {
  it('match by path and by kind', () => {
    const matcher = new RuleMatcher([ruleOf({ kinds: ['dataChanged', 'deleted'] })]);
    expect(matches(matcher, {})).toBe(true);
    expect(matches(matcher, { kind: 'deleted' })).toBe(true);
    expect(matches(matcher, { kind: 'created' })).toBe(false);
    expect(matches(matcher, { path: '/other' })).toBe(false);
    expect(matches(matcher, { kind: 'session', path: '/config' })).toBe(false);
    // The same again, from what is remembered of the path.
    expect(matches(matcher, {})).toBe(true);
    expect(matches(matcher, { path: '/other' })).toBe(false);
  });

  it('count only while they are on', () => {
    const matcher = new RuleMatcher([ruleOf({ isOn: false })]);
    expect(matcher.isEmpty).toBe(true);
    expect(matches(matcher, {})).toBe(false);
  });

  test.each([
    [timeout, 'a timeout of 5', true],
    [timeout, 'time out', false],
    [timeout, '', false],
    [timeout, null, false],
    [{ kind: 'regex', pattern: '^\\d+$' }, '42', true],
    [{ kind: 'regex', pattern: '^\\d+$' }, '42 s', false],
    [{ kind: 'regex', pattern: '^$' }, null, true],
    [{ kind: 'text', pattern: '超时' }, '超时 5 秒', true],
  ] as const)('with the value match %j judge %j as %s', (value, after, expected) => {
    expect(matches(new RuleMatcher([ruleOf({ value })]), {}, after)).toBe(expected);
  });

  it('wait for a value that is yet to be read, and for none that never will be', () => {
    const matcher = new RuleMatcher([ruleOf({ value: timeout })]);
    expect(matches(matcher, {})).toBe('open');
    expect(matches(matcher, { seenBy: 'sample' })).toBe(false);
    expect(matches(matcher, { kind: 'deleted' })).toBe(false);
  });

  it('say which of the patterns is wrong', () => {
    const path = { kind: 'regex', pattern: '(a' } as const;
    expect(compileRule(ruleOf({ path }))).toMatchObject({ ok: false, problem: { field: 'path' } });
    const value = { kind: 'regex', pattern: '(?=a)' } as const;
    expect(compileRule(ruleOf({ value }))).toMatchObject({
      ok: false,
      problem: { field: 'value' },
    });
  });

  it('refuse an expression that would take long for each character', () => {
    const value = { kind: 'regex', pattern: '.{0,900}x.{0,900}[yz]' } as const;
    expect(compileRule(ruleOf({ value }))).toEqual({
      ok: false,
      problem: { field: 'value', detail: 'the expression is too large' },
    });
  });

  it('look at the beginning of a long value, and answer for a hostile one', () => {
    const hostile = new RuleMatcher([ruleOf({ value: { kind: 'regex', pattern: '^(a+)+[xy]' } })]);
    // A backtracking engine would be at it for years.
    expect(matches(hostile, {}, 'a'.repeat(1_000_000))).toBe(false);
    const end = new RuleMatcher([ruleOf({ value: { kind: 'text', pattern: 'end' } })]);
    expect(matches(end, {}, `${'x'.repeat(searchedValueLength - 3)}end`)).toBe(true);
    expect(matches(end, {}, `${'x'.repeat(searchedValueLength)}end`)).toBe(false);
  });
});
