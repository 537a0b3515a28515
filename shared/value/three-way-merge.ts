import { diff3Merge } from 'node-diff3';
import { fromEditorText, toEditorText } from './line-endings.ts';

export interface MergeInput {
  /** The text both sides started from. */
  readonly base: string;
  readonly mine: string;
  readonly theirs: string;
  /** What stands behind the conflict markers, as git puts branch names there. */
  readonly labels: { readonly mine: string; readonly theirs: string };
}

export interface MergeResult {
  readonly text: string;
  /** Places where both sides changed the same lines; each is set between conflict markers in `text`. */
  readonly conflictCount: number;
}

/** Beyond this many differing lines a line-by-line merge would take noticeable time. */
const mergedLinesLimit = 20_000;

/**
 * Merges two edits of one text line by line.
 * @returns the merged text in the form (byte order mark, line endings) of `theirs`, which it will be saved over.
 */
export function mergeTexts({ base, mine, theirs, labels }: MergeInput): MergeResult {
  const sides = {
    o: toEditorText(base).split('\n'),
    a: toEditorText(mine).split('\n'),
    b: toEditorText(theirs).split('\n'),
  };
  const prefix = commonPrefix(sides.o, sides.a, sides.b);
  const suffix = commonSuffix(prefix, sides.o, sides.a, sides.b);
  const middle = (lines: string[]) => lines.slice(prefix, lines.length - suffix);

  let conflictCount = 0;
  const merged: string[] = sides.o.slice(0, prefix);
  for (const region of mergeRegions(middle(sides.a), middle(sides.o), middle(sides.b))) {
    if (region.conflict) {
      conflictCount++;
      merged.push(`<<<<<<< ${labels.mine}`, ...region.conflict.a);
      merged.push('=======', ...region.conflict.b, `>>>>>>> ${labels.theirs}`);
    } else if (region.ok) {
      merged.push(...region.ok);
    }
  }
  merged.push(...sides.o.slice(sides.o.length - suffix));
  return { text: fromEditorText(theirs, merged.join('\n')), conflictCount };
}

/** @returns whether a text still holds conflict markers as `mergeTexts` sets them. */
export function hasConflictMarkers(text: string): boolean {
  return /^<{7} /m.test(text) && /^>{7} /m.test(text);
}

function mergeRegions(a: string[], o: string[], b: string[]) {
  if (a.length + o.length + b.length > mergedLinesLimit) {
    return [{ conflict: { a, b }, ok: undefined }];
  }
  return diff3Merge(a, o, b, { excludeFalseConflicts: true });
}

function commonPrefix(o: string[], a: string[], b: string[]): number {
  const shortest = Math.min(o.length, a.length, b.length);
  let count = 0;
  while (count < shortest && o[count] === a[count] && o[count] === b[count]) count++;
  return count;
}

function commonSuffix(prefix: number, o: string[], a: string[], b: string[]): number {
  const longest = Math.min(o.length, a.length, b.length) - prefix;
  let count = 0;
  while (
    count < longest &&
    o[o.length - 1 - count] === a[a.length - 1 - count] &&
    o[o.length - 1 - count] === b[b.length - 1 - count]
  ) {
    count++;
  }
  return count;
}
