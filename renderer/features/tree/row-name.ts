/** @returns an element id for a path; ids hold no blanks. */
export function rowId(path: string): string {
  return `znode-${path.replace(/[\s%]/g, (blank) => `%${blank.charCodeAt(0).toString(16)}`)}`;
}
