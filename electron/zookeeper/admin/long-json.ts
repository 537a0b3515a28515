/** A string, which is passed over, or a number. */
const stringOrNumber = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** An integer with more digits than every double holds exactly. */
const longInteger = /^-?\d{16,}$/;

/**
 * Parses JSON whose 64-bit numbers, such as session ids, `JSON.parse` would round: integers of sixteen digits and more
 * become decimal strings.
 * @returns undefined for what is not JSON.
 */
export function parseJsonWithLongs(text: string): unknown {
  try {
    return JSON.parse(text.replace(stringOrNumber, quoteLong)) as unknown;
  } catch {
    return undefined;
  }
}

function quoteLong(token: string): string {
  return longInteger.test(token) ? `"${token}"` : token;
}
