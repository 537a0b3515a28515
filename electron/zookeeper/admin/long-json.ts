/** An integer with more digits than every double holds exactly. */
const longInteger = /^-?\d{16,}$/;

const quote = '"'.charCodeAt(0);
const backslash = '\\'.charCodeAt(0);

/**
 * Parses JSON whose 64-bit numbers, such as session ids, `JSON.parse` would round: integers of sixteen digits and more
 * become decimal strings. Takes time in proportion to the text, whatever it is.
 * @returns undefined for what is not JSON.
 */
export function parseJsonWithLongs(text: string): unknown {
  try {
    return JSON.parse(quoteLongs(text)) as unknown;
  } catch {
    return undefined;
  }
}

/** Goes over the text once and looks at each character once, so that no text can make it begin again. */
function quoteLongs(text: string): string {
  const pieces: string[] = [];
  let copied = 0;
  let at = 0;
  while (at < text.length) {
    const start = at;
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (isOfNumber(code)) at = endOfNumber(text, at);
    else at++;
    if (at - start < 16 || code === quote) continue;
    const token = text.slice(start, at);
    if (!longInteger.test(token)) continue;
    pieces.push(text.slice(copied, start), `"${token}"`);
    copied = at;
  }
  return pieces.join('') + text.slice(copied);
}

/** @returns the index after the closing quote, or after the text where nothing closes it. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    at += code === backslash ? 2 : 1;
  }
  return text.length;
}

function endOfNumber(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && isOfNumber(text.charCodeAt(at))) at++;
  return at;
}

/** Digits and `+ - . E e`: what a number of JSON is written with. */
function isOfNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || [0x2b, 0x2d, 0x2e, 0x45, 0x65].includes(code);
}
