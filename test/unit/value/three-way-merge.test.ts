import { describe, expect, it } from 'vitest';
import { findConflictMarkers, mergeTexts } from '../../../shared/value/three-way-merge.ts';
import { processorTimeOf } from '../../fixtures/processor-time.ts';

const labels = { mine: 'mine', theirs: 'version 5' };
const merge = (base: string, mine: string, theirs: string) =>
  mergeTexts({ base, mine, theirs, labels });

describe('mergeTexts', () => {
  it('takes both sides when they changed different lines', () => {
    expect(merge('a\nb\nc\nd\n', 'A\nb\nc\nd\n', 'a\nb\nc\nD\n')).toEqual({
      text: 'A\nb\nc\nD\n',
      conflictCount: 0,
    });
  });

  it('takes a change that both made once', () => {
    expect(merge('a\nb\n', 'a\nX\n', 'a\nX\n')).toEqual({ text: 'a\nX\n', conflictCount: 0 });
  });

  it('sets the same lines changed differently between markers', () => {
    const { text, conflictCount } = merge('a\nb\nc\n', 'a\nmine\nc\n', 'a\ntheirs\nc\n');
    expect(conflictCount).toBe(1);
    expect(text).toBe('a\n<<<<<<< mine\nmine\n=======\ntheirs\n>>>>>>> version 5\nc\n');
    expect(findConflictMarkers(text)).toBe(2);
  });

  it('merges single values into a conflict that holds both', () => {
    const { text, conflictCount } = merge('3000', '4000', '5000');
    expect(conflictCount).toBe(1);
    expect(text).toContain('4000');
    expect(text).toContain('5000');
  });

  it('keeps the line endings and the byte order mark of the stored text', () => {
    expect(merge('a\r\nb\r\nc\r\n', 'A\r\nb\r\nc\r\n', '\uFEFFa\r\nb\r\nC\r\n').text).toBe(
      '\uFEFFA\r\nb\r\nC\r\n',
    );
    expect(merge('a\nb\nc\n', 'A\nb\nc\n', 'a\r\nb\r\nc\r\n')).toEqual({
      text: 'A\r\nb\r\nc\r\n',
      conflictCount: 0,
    });
  });

  it('works from an empty base and to an empty side', () => {
    expect(merge('', 'mine', '').text).toBe('mine');
    expect(merge('a\nb', '', 'a\nb').text).toBe('');
    expect(merge('', 'mine', 'theirs').conflictCount).toBe(1);
  });

  it('is quick for many differing lines', () => {
    const lines = (mark: string) =>
      Array.from({ length: 30_000 }, (_, index) => `${mark}${String(index)}`).join('\n');
    const [base, mine, theirs] = [lines('o'), lines('a'), lines('b')];
    let conflictCount = 0;
    const spentMs = processorTimeOf(() => ({ conflictCount } = merge(base, mine, theirs)));
    expect(conflictCount).toBe(1);
    expect(spentMs).toBeLessThan(4_000);
  });

  it.each([
    ['arrows', 'a << b >> c\n=======\n'],
    ['a heading', '<<<<<<< not begun\nTitle\n=======\ntext\n'],
    ['markers within lines', ' <<<<<<< a\n =======\n >>>>>>> b\n'],
    ['more signs than a marker has', '<<<<<<<<\n========\n>>>>>>>>\n'],
    ['another order', '>>>>>>> b\n=======\n<<<<<<< a\n'],
  ])('does not take %s for conflict markers', (_what, text) => {
    expect(findConflictMarkers(text)).toBeNull();
  });

  it('finds markers without labels, those of git, and only complete ones', () => {
    expect(findConflictMarkers('<<<<<<<\n=======\n>>>>>>>')).toBe(1);
    expect(findConflictMarkers('a\n\n<<<<<<< HEAD\nb\n||||||| base\n=======\nc\n>>>>>>> x\n')).toBe(
      3,
    );
  });

  it('is quick for a text that begins many conflicts and ends none', () => {
    const text = '<<<<<<< a\n=======\n'.repeat(50_000);
    let found: number | null = 0;
    expect(processorTimeOf(() => (found = findConflictMarkers(text)))).toBeLessThan(2_000);
    expect(found).toBeNull();
  });
});
