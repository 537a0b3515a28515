import { describe, expect, it } from 'vitest';
import {
  hasHiddenCharacters,
  shortName,
  visibleConnection,
  visibleInSentence,
  visibleName,
  visibleParts,
} from '../../shared/visible-name.ts';

describe('visibleName', () => {
  it.each([
    'prod',
    '/a/b c/d-1',
    'two  blanks',
    '订单服务',
    'größe',
    'сервис',
    'שלום',
    '配置（新）',
    '/',
    '',
  ])('leaves %j as it is', (name) => {
    expect(visibleName(name)).toBe(name);
    expect(hasHiddenCharacters(name)).toBe(false);
  });

  it('leaves a name as it is that is as long as a server can hold', () => {
    // Longer than the stack of an expression is deep.
    const name = 'x'.repeat(15_000_000);
    expect(visibleName(name) === name).toBe(true);
  });

  it.each([
    ['prod ', 'prod⟨U+0020⟩'],
    [' prod', '⟨U+0020⟩prod'],
    ['/a /b', '/a⟨U+0020⟩/b'],
    ['/a/ b', '/a/⟨U+0020⟩b'],
    ['   ', '⟨U+0020⟩⟨U+0020⟩⟨U+0020⟩'],
    ['a\nb', 'a⟨U+000A⟩b'],
    ['a\u007f', 'a⟨U+007F⟩'],
    ['a\u202egpj.exe', 'a⟨U+202E⟩gpj.exe'],
    ['pr\u200bod', 'pr⟨U+200B⟩od'],
    ['prod\u00a0', 'prod⟨U+00A0⟩'],
    ['prod\u3000', 'prod⟨U+3000⟩'],
    ['\u3164', '⟨U+3164⟩'],
    ['pr\u043ed', 'pr⟨U+043E⟩d'],
    ['e\u0301', 'e⟨U+0301⟩'],
    ['ｐrod', '⟨U+FF50⟩rod'],
    ['a∕b', 'a⟨U+2215⟩b'],
    ['\ud800', '⟨U+D800⟩'],
    ['\ue000', '⟨U+E000⟩'],
  ])('shows what %j holds', (name, shown) => {
    expect(visibleName(name)).toBe(shown);
    expect(visibleName(visibleName(name))).toBe(shown);
    expect(hasHiddenCharacters(name)).toBe(true);
  });

  it('keeps signs apart from what is shown as it is', () => {
    expect(visibleParts('a\u202eb')).toEqual([
      { kind: 'plain', text: 'a' },
      { kind: 'sign', text: '⟨U+202E⟩' },
      { kind: 'plain', text: 'b' },
    ]);
  });
});

describe('shortName', () => {
  it('leaves the middle out and tears no character apart', () => {
    expect(shortName('a'.repeat(300))).toHaveLength(300);
    const short = shortName(`x${'🦓'.repeat(500_000)}`);
    expect(short.length).toBeLessThanOrEqual(301);
    expect(short).toMatch(/^x(🦓)+…(🦓)+$/u);
  });
});

describe('visibleInSentence', () => {
  it.each([
    ['/a ', '/a⟨U+0020⟩'],
    ['3 of 4 / 5', '3 of 4 / 5'],
    ['9:30\u202fAM', '9:30\u202fAM'],
    ['evil\u202ename', 'evil⟨U+202E⟩name'],
    ['/שלום', '\u2068/שלום\u2069'],
  ])('shows %j as %j', (value, shown) => {
    expect(visibleInSentence(value)).toBe(shown);
    expect(visibleInSentence(shown)).toBe(shown);
  });
});

it('a connection is named as it was typed, but for what is drawn as nothing or turns the text', () => {
  expect(visibleConnection('Продакшн EU 生产')).toBe('Продакшн EU 生产');
  expect(visibleConnection('a\u202Eb\nc')).toBe('a⟨U+202E⟩b⟨U+000A⟩c');
  expect(visibleConnection('x'.repeat(1_000)).length).toBeLessThanOrEqual(301);
});
