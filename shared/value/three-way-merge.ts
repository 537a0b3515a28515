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

/** Markers stand at the beginnings of lines, alone or before a label. */
const [beginMarker, middleMarker, endMarker] = [/^<{7}(?:\s|$)/, /^={7}\s*$/, /^>{7}(?:\s|$)/];

/**
 * Finds what is left of a merge, as `mergeTexts`, git and others set it.
 * @param text with lines ended by line feeds
 * @returns the line, counted from 1, in which the first complete set of markers begins; null where there is none
 */
export function findConflictMarkers(text: string): number | null {
  let begin: number | null = null;
  let hasMiddle = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (beginMarker.test(line)) {
      begin = index + 1;
      hasMiddle = false;
    } else if (middleMarker.test(line)) {
      hasMiddle = true;
    } else if (begin !== null && hasMiddle && endMarker.test(line)) {
      return begin;
    }
  }
  return null;
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
