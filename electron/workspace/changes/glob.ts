export type GlobTranslation =
  { readonly ok: true; readonly regex: string } | { readonly ok: false; readonly detail: string };

const name = '[^/]*';
const levels = '(?:/[^/]*)*';

/**
 * Translates a glob over znode paths (`pathPatternKinds` has its rules) into a regular expression of RE2's syntax.
 * Libraries for globs make expressions with look-around, which only a backtracking engine can run, and take brackets
 * and `!` as signs of their own, which stand in the names of znodes (`[::1]:8080`).
 */
export function regexOfGlob(glob: string): GlobTranslation {
  const pattern = rooted(glob);
  let regex = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const rest = pattern.slice(i);
    const sign = pattern.charAt(i);
    if (/^\/\*\*(?:[/,}]|$)/.test(rest)) {
      regex += levels;
      i += 2;
    } else if (rest.startsWith('**')) {
      regex += '.*';
      i += 1;
    } else if (sign === '*') {
      regex += name;
    } else if (sign === '?') {
      regex += '[^/]';
    } else if (sign === '{') {
      depth += 1;
      regex += '(?:';
    } else if (sign === '}' && depth > 0) {
      depth -= 1;
      regex += ')';
    } else if (sign === ',' && depth > 0) {
      regex += '|';
    } else if (sign === '\\') {
      i += 1;
      if (i === pattern.length) return { ok: false, detail: 'nothing follows the last \\' };
      regex += literal(pattern.charAt(i));
    } else {
      regex += literal(sign);
    }
  }
  return depth > 0
    ? { ok: false, detail: 'missing closing }' }
    : { ok: true, regex: `^(?:${regex})$` };
}

/** A path begins with a slash, so that a glob without one could never fit as it is: it is for any depth. */
function rooted(glob: string): string {
  if (/^(?:\/|\{\/)/.test(glob)) return glob;
  return /^\*\*(?:\/|$)/.test(glob) ? `/${glob}` : `/**/${glob}`;
}

function literal(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|]/, '\\$&');
}
