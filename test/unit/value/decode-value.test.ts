import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  decodeValue,
  encodeText,
  sameBytes,
  textOf,
} from '../../../renderer/value/decode-value.ts';
import { gunzip } from '../../../renderer/value/gunzip.ts';

describe('decodeValue', () => {
  it('distinguishes no data from empty data', () => {
    expect(decodeValue(null)).toEqual({ kind: 'null' });
    expect(decodeValue(new Uint8Array(0))).toEqual({ kind: 'empty' });
    expect(textOf(null)).toBe('');
  });

  it.each([
    'plain',
    '中文 and é',
    '\uFEFFmark',
    'tab\tand\r\nlines\r',
    'emoji 🦓',
    '\u0085',
    'page\fnext',
    'a\vb',
  ])('gives back the bytes of %j', (text) => {
    const data = Uint8Array.from(Buffer.from(text, 'utf8'));
    const value = decodeValue(data);
    expect(value).toEqual({ kind: 'text', text });
    expect(encodeText(textOf(data) ?? '')).toEqual(data);
  });

  it.each([
    ['a lone continuation byte', [0x61, 0x80], 'notUtf8'],
    ['an overlong form', [0xc0, 0xaf], 'notUtf8'],
    ['a surrogate', [0xed, 0xa0, 0x80], 'notUtf8'],
    ['a cut sequence', [0x61, 0xe4, 0xb8], 'notUtf8'],
    ['latin-1', [0x63, 0x61, 0x66, 0xe9], 'notUtf8'],
    ['NUL', [0x61, 0, 0x62], 'controlCharacters'],
    ['an escape sequence', [0x1b, 0x5b, 0x31, 0x6d], 'controlCharacters'],
    ['DEL', [0x7f], 'controlCharacters'],
  ])('takes %s for binary', (_, bytes, reason) => {
    const data = Uint8Array.from(bytes);
    expect(decodeValue(data)).toEqual({ kind: 'binary', reason, compression: null });
    expect(textOf(data)).toBeNull();
  });

  it('answers the same array from memory', () => {
    const data = encodeText('{"a":1}');
    expect(decodeValue(data)).toBe(decodeValue(data));
  });
});

describe('gzip', () => {
  const data = new Uint8Array(gzipSync('x'.repeat(100_000)));

  it('is recognised', () => {
    expect(decodeValue(data)).toMatchObject({ kind: 'binary', compression: 'gzip' });
  });

  it('is decompressed, up to a limit', async () => {
    await expect(gunzip(data)).resolves.toMatchObject({ kind: 'done' });
    const cut = await gunzip(data, 1_000);
    expect(cut.kind === 'cut' && cut.data.length).toBe(1_000);
  });

  it('that is damaged is said to be', async () => {
    await expect(gunzip(data.slice(0, -8))).resolves.toEqual({ kind: 'corrupt' });
  });
});

it('compares bytes', () => {
  expect(sameBytes(null, null)).toBe(true);
  expect(sameBytes(null, new Uint8Array(0))).toBe(false);
  expect(sameBytes(encodeText('a'), encodeText('a'))).toBe(true);
  expect(sameBytes(encodeText('a'), encodeText('b'))).toBe(false);
});
