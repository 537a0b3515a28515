/** V8 copies a shorter piece of a string, and makes a longer one a view into the whole. */
const shortestViewLength = 13;
const maxBytesPerUnit = 3;

const scratch = Buffer.alloc(8_192);

/** @returns an equal string with characters of its own, which does not keep a longer text that it was cut from. */
export function flatString(text: string): string {
  if (text.length < shortestViewLength || text.length * maxBytesPerUnit > scratch.length) {
    return text;
  }
  // Lossless: what was decoded from UTF-8 holds no lone surrogate.
  return scratch.toString('utf8', 0, scratch.write(text, 'utf8'));
}
