import { shortName } from '../../../shared/visible-name.ts';

/** Beyond this, the two ends and the length have to do: a path may be a megabyte. */
const longestId = 600;

/** @returns an element id for a path; ids hold no blanks. */
export function rowId(path: string): string {
  const short = shortName(path, longestId);
  const length = short === path ? '' : `-${String(path.length)}`;
  return `znode${length}-${short.replace(/[\s%]/g, (blank) => `%${blank.charCodeAt(0).toString(16)}`)}`;
}
