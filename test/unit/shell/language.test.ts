import { describe, expect, test } from 'vitest';
import { LanguageChoice, matchLanguage } from '../../../electron/shell/language.ts';

describe('language', () => {
  test.each([
    [['zh-CN'], 'zh-CN'],
    [['zh-Hans-CN', 'en-US'], 'zh-CN'],
    [['zh_TW'], 'zh-CN'],
    [['de-DE', 'zh-CN', 'en'], 'zh-CN'],
    [['en-GB', 'zh-CN'], 'en'],
    [['de-DE'], 'en'],
    [['C'], 'en'],
    [[], 'en'],
  ])('a system that prefers %j sees %s', (preferred, expected) => {
    expect(matchLanguage(preferred)).toBe(expected);
  });

  test('the command line comes before the settings, and they before the system', () => {
    expect(new LanguageChoice('en', 'zh-CN', ['zh-CN']).resolve('zh-CN')).toBe('en');
    expect(new LanguageChoice(undefined, 'zh-CN', ['en']).resolve('zh-CN')).toBe('zh-CN');
    expect(new LanguageChoice(undefined, 'system', ['zh-CN']).resolve('system')).toBe('zh-CN');
  });

  test('a language chosen meanwhile is newer than the command line', () => {
    const choice = new LanguageChoice('en', 'system', ['en']);
    expect(choice.resolve('system')).toBe('en');
    expect(choice.resolve('zh-CN')).toBe('zh-CN');
  });
});
