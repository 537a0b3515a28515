import { expect, test } from 'vitest';
import { formatJson, hasLongLine } from '../../../renderer/value/format-json.ts';

test('sets JSON on lines of its own and leaves every number and string as it is', () => {
  const text =
    '{"id":12345678901234567890,"ratio":1.10,"big":1e400,"text":"a, {b}\\u00e9","none":[],"list":[1,{"x":null}]}';
  expect(formatJson(text)).toBe(`{
  "id": 12345678901234567890,
  "ratio": 1.10,
  "big": 1e400,
  "text": "a, {b}\\u00e9",
  "none": [],
  "list": [
    1,
    {
      "x": null
    }
  ]
}`);
});

test.each([
  ['', ''],
  ['{"a":', '{"a":'],
  ['{"a":1 "b":2}', '{"a":1"b":2}'],
  ['{"a": "unclosed }', '{"a":"unclosed }'],
  ['[1,2]]] {', '[1,2]]]{'],
])('changes nothing but blanks in %j', (text, withoutBlanks) => {
  // A blank inside of a string stays.
  expect(formatJson(text).replace(/\n\s*|(?<=[:,"\d\]]) /g, '')).toBe(withoutBlanks);
});

test('formatting twice is formatting once', () => {
  const once = formatJson(JSON.stringify({ a: [1, 2, { b: 'c' }], d: {} }));
  expect(formatJson(once)).toBe(once);
});

test('a long line is one of more than eighty characters, wherever it stands', () => {
  const line = 'x'.repeat(80);
  expect(hasLongLine(`${line}\n${line}\n`)).toBe(false);
  expect(hasLongLine(`${line}\n${line}x`)).toBe(true);
  expect(hasLongLine(`x${line}\n`)).toBe(true);
  expect(hasLongLine('')).toBe(false);
});
