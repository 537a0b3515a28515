import { describe, expect, it } from 'vitest';
import {
  findLineEndings,
  fromEditorText,
  toEditorText,
} from '../../../shared/value/line-endings.ts';

const stored = {
  lf: 'one\ntwo\nthree\n',
  'no final line feed': 'one\ntwo',
  crlf: 'one\r\ntwo\r\nthree\r\n',
  cr: 'one\rtwo\r',
  mixed: 'one\r\ntwo\nthree\rfour\r\n',
  'byte order mark': '\uFEFFone\r\ntwo',
  'only a byte order mark': '\uFEFF',
  'one line': 'one',
  empty: '',
  'only line ends': '\n\r\n\r\r\n',
};

describe('line endings', () => {
  it.each(Object.entries(stored))('come back unchanged when nothing was edited: %s', (_, text) => {
    expect(toEditorText(text)).not.toMatch(/\r|^\uFEFF/);
    expect(fromEditorText(text, toEditorText(text))).toBe(text);
  });

  it('are distinguished', () => {
    expect(Object.values(stored).map(findLineEndings)).toEqual([
      'lf',
      'lf',
      'crlf',
      'cr',
      'mixed',
      'crlf',
      'none',
      'none',
      'none',
      'mixed',
    ]);
  });

  it('of one kind are used for new lines', () => {
    expect(fromEditorText(stored.crlf, 'one\ntwo\nnew\nthree\n')).toBe(
      'one\r\ntwo\r\nnew\r\nthree\r\n',
    );
    expect(fromEditorText(stored.cr, 'one\nnew\ntwo\n')).toBe('one\rnew\rtwo\r');
    expect(fromEditorText(stored['byte order mark'], 'one\ntwo\n')).toBe('\uFEFFone\r\ntwo\r\n');
    expect(fromEditorText('one', 'one\ntwo')).toBe('one\ntwo');
  });

  it('that are mixed stay with their lines', () => {
    expect(fromEditorText(stored.mixed, 'one\nTWO\nthree\nfour\n')).toBe(
      'one\r\nTWO\nthree\rfour\r\n',
    );
    expect(fromEditorText(stored.mixed, 'one\ntwo\nnew\nthree\nfour\n')).toBe(
      'one\r\ntwo\nnew\r\nthree\rfour\r\n',
    );
    expect(fromEditorText(stored.mixed, 'one\nthree\nfour\n')).toBe('one\r\nthree\rfour\r\n');
    expect(fromEditorText(stored.mixed, 'one\nthree\nX\nY\nfour')).toBe(
      'one\r\nthree\rX\r\nY\r\nfour',
    );
    expect(fromEditorText(stored.mixed, 'zero\none\ntwo\nthree\nfour\nfive')).toBe(
      'zero\r\none\r\ntwo\nthree\rfour\r\nfive',
    );
  });

  it('never merge two line ends into one', () => {
    const stored = 'a\rb\nc\r\n';
    const edited = 'a\n\nc\n';
    const result = fromEditorText(stored, edited);
    expect(toEditorText(result)).toBe(edited);
    expect(result).toBe('a\r\n\nc\r\n');
  });

  it('keep a final line without an end as it was typed', () => {
    expect(fromEditorText('a\r\nb\r\nx\nc', 'a\nb\nx\nc\n')).toBe('a\r\nb\r\nx\nc\r\n');
    expect(fromEditorText('a\r\nb\nc\n', 'a\nb\nc')).toBe('a\r\nb\nc');
    expect(fromEditorText('a\r\nb\n', '')).toBe('');
  });
});
