import { describe, expect, test } from 'vitest';
import { en } from '../../renderer/i18n/en/index.ts';
import { zhCn } from '../../renderer/i18n/zh-cn/index.ts';

/** Every text by its full key. */
function flatten(catalog: object, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>();
  for (const [key, value] of Object.entries(catalog) as [string, unknown][]) {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    if (typeof value === 'string') texts.set(name, value);
    else for (const [inner, text] of flatten(value as object, name)) texts.set(inner, text);
  }
  return texts;
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/{{(\w+)}}/g)].map(([, name]) => name ?? '').sort();
}

const english = flatten(en);
const chinese = flatten(zhCn);

describe('the catalogs', () => {
  test('have the same keys in both languages', () => {
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test('have no empty text', () => {
    for (const [key, text] of [...english, ...chinese]) expect(text.trim(), key).not.toBe('');
  });

  test('fill the same placeholders in both languages', () => {
    for (const [key, text] of english) {
      // A singular may spell its number out.
      if (key.endsWith('_one') || key.endsWith('_zero')) continue;
      expect(placeholders(chinese.get(key) ?? ''), key).toEqual(placeholders(text));
    }
  });

  test('use full-width punctuation between Chinese characters', () => {
    for (const [key, text] of chinese) expect(text, key).not.toMatch(/\p{Script=Han}[,;:?!(]/u);
  });
});
