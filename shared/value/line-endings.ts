import { diffIndices } from 'node-diff3';

/**
 * Text editors work on lines and have one line ending for all of them; node data is bytes and may mix them.
 * These functions take a stored text apart for an editor and put the edited one together again so that whatever
 * was not edited keeps its bytes.
 */

export type LineEndings = 'none' | 'lf' | 'crlf' | 'cr' | 'mixed';

const byteOrderMark = '\uFEFF';
const anyLineEnding = /\r\n|\r|\n/g;

/** Beyond this many differing lines, finding which of them are the old ones would take noticeable time. */
const alignedLinesLimit = 5_000;

export function hasByteOrderMark(stored: string): boolean {
  return stored.startsWith(byteOrderMark);
}

export function findLineEndings(stored: string): LineEndings {
  if (!stored.includes('\r')) return stored.includes('\n') ? 'lf' : 'none';
  const found = new Set(stored.match(anyLineEnding));
  if (found.size > 1) return 'mixed';
  return found.has('\r\n') ? 'crlf' : 'cr';
}

/** @returns the text as an editor takes it: no byte order mark, lines ended by a line feed. */
export function toEditorText(stored: string): string {
  const body = hasByteOrderMark(stored) ? stored.slice(1) : stored;
  return body.includes('\r') ? body.replace(anyLineEnding, '\n') : body;
}

/**
 * Puts an edited text into the form of the stored one it came from.
 * @param stored the text as it was stored, with its byte order mark and line endings.
 * @param edited the text from the editor, lines ended by a line feed.
 * @returns exactly `stored` when nothing was edited. Otherwise lines that are still there keep their own ending, and
 * new lines get the ending that is most common in `stored`.
 */
export function fromEditorText(stored: string, edited: string): string {
  if (toEditorText(stored) === edited) return stored;
  const mark = hasByteOrderMark(stored) ? byteOrderMark : '';
  switch (findLineEndings(stored)) {
    case 'none':
    case 'lf':
      return mark + edited;
    case 'crlf':
      return mark + edited.replaceAll('\n', '\r\n');
    case 'cr':
      return mark + edited.replaceAll('\n', '\r');
    case 'mixed':
      return mark + alignMixedEndings(stored.slice(mark.length), edited);
  }
}

interface Line {
  readonly text: string;
  /** Empty for the last line when nothing ends it. */
  readonly ending: string;
}

function alignMixedEndings(stored: string, edited: string): string {
  const oldLines = splitLines(stored);
  const newLines = edited.split('\n');
  const usual = mostCommonEnding(oldLines);
  const endings = newLines.map(() => usual);
  const keep = (newIndex: number, oldIndex: number) => {
    const ending = oldLines[oldIndex]?.ending;
    if (ending) endings[newIndex] = ending;
  };

  const shortest = Math.min(oldLines.length, newLines.length);
  let prefix = 0;
  while (prefix < shortest && oldLines[prefix]?.text === newLines[prefix]) {
    keep(prefix, prefix);
    prefix++;
  }
  let suffix = 0;
  while (
    suffix < shortest - prefix &&
    oldLines[oldLines.length - 1 - suffix]?.text === newLines[newLines.length - 1 - suffix]
  ) {
    keep(newLines.length - 1 - suffix, oldLines.length - 1 - suffix);
    suffix++;
  }

  const oldMiddle = oldLines.slice(prefix, oldLines.length - suffix).map((line) => line.text);
  const newMiddle = newLines.slice(prefix, newLines.length - suffix);
  for (const [newIndex, oldIndex] of alignLines(oldMiddle, newMiddle)) {
    keep(prefix + newIndex, prefix + oldIndex);
  }
  return newLines
    .map((line, index) => {
      if (index === newLines.length - 1) return line;
      const ending = endings[index] ?? usual;
      // A carriage return right before a line feed would be read as one line end instead of two.
      const isSwallowed = newLines[index + 1] === '' && endings[index + 1] === '\n';
      return line + (ending === '\r' && isSwallowed ? '\r\n' : ending);
    })
    .join('');
}

/** @returns pairs of indexes (new, old) of the lines that are the same ones: unchanged, or edited in place. */
function alignLines(oldLines: string[], newLines: string[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let oldIndex = 0;
  let newIndex = 0;
  const pairUntil = (oldEnd: number) => {
    while (oldIndex < oldEnd) pairs.push([newIndex++, oldIndex++]);
  };
  if (oldLines.length + newLines.length > alignedLinesLimit) {
    if (oldLines.length === newLines.length) pairUntil(oldLines.length);
    return pairs;
  }
  for (const difference of diffIndices(oldLines, newLines)) {
    const [oldStart, oldLength] = difference.buffer1;
    const [newStart, newLength] = difference.buffer2;
    pairUntil(oldStart);
    if (oldLength === newLength) pairUntil(oldStart + oldLength);
    oldIndex = oldStart + oldLength;
    newIndex = newStart + newLength;
  }
  pairUntil(oldLines.length);
  return pairs;
}

function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(anyLineEnding)) {
    lines.push({ text: text.slice(start, match.index), ending: match[0] });
    start = match.index + match[0].length;
  }
  lines.push({ text: text.slice(start), ending: '' });
  return lines;
}

function mostCommonEnding(lines: readonly Line[]): string {
  const counts = new Map<string, number>();
  for (const { ending } of lines) {
    if (ending !== '') counts.set(ending, (counts.get(ending) ?? 0) + 1);
  }
  let best = '\n';
  for (const [ending, count] of counts) {
    if (count > (counts.get(best) ?? 0)) best = ending;
  }
  return best;
}
