/** A name of a sequential znode: what was asked for, and the ten digits the server has added. */
const sequencePattern = /^(.*?)(?<!\d)(\d{10})$/s;

/** @returns a name without and with its sequence number; the number is empty for a name that has none. */
export function splitSequence(name: string): { readonly stem: string; readonly sequence: string } {
  const match = sequencePattern.exec(name);
  return { stem: match?.[1] ?? name, sequence: match?.[2] ?? '' };
}

/** @returns an element id for a path; ids hold no blanks. */
export function rowId(path: string): string {
  return `znode-${path.replace(/[\s%]/g, (blank) => `%${blank.charCodeAt(0).toString(16)}`)}`;
}
