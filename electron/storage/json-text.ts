/** JSON with bigint, which plain JSON cannot hold: `{"$bigint":"123"}`. */

const bigintKey = '$bigint';

/**
 * @param indent blanks for each level; 0 for all in one line
 * @returns the value as JSON; bigints survive a round trip through `parseJson`.
 */
export function formatJson(value: unknown, indent = 2): string {
  return `${JSON.stringify(
    value,
    (_key, part: unknown) => (typeof part === 'bigint' ? { [bigintKey]: String(part) } : part),
    indent,
  )}\n`;
}

/** @throws SyntaxError when the text is not JSON or holds a malformed bigint. */
export function parseJson(text: string): unknown {
  return JSON.parse(text, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || !(bigintKey in part)) return part;
    const digits = part[bigintKey];
    if (typeof digits !== 'string' || !/^-?\d+$/.test(digits)) {
      throw new SyntaxError('malformed bigint');
    }
    return BigInt(digits);
  }) as unknown;
}
