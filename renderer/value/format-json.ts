import { format } from 'jsonc-parser';

/**
 * Sets JSON on lines of its own. Only the blanks between its parts change, so numbers of any length stay as they are;
 * text with a mistake in it is set as far as it can be understood.
 * @param text JSON with line feeds only
 */
export function formatJson(text: string): string {
  const pieces: string[] = [];
  let end = 0;
  // The edits come in the order of the text; applied one by one, each would copy all of it.
  const options = { tabSize: 2, insertSpaces: true, eol: '\n' };
  for (const { offset, length, content } of format(text, undefined, options)) {
    pieces.push(text.slice(end, offset), content);
    end = offset + length;
  }
  pieces.push(text.slice(end));
  return pieces.join('');
}

/** @returns whether a line is longer than what is read at a glance. */
export function hasLongLine(text: string): boolean {
  for (let start = 0; start < text.length;) {
    const lineFeed = text.indexOf('\n', start);
    const end = lineFeed === -1 ? text.length : lineFeed;
    if (end - start > glanceLength) return true;
    start = end + 1;
  }
  return false;
}

const glanceLength = 80;
