/** What a page may have remembered of its panels: JSON of a bounded size. */
export type PanelState =
  | string
  | number
  | boolean
  | null
  | readonly PanelState[]
  | { readonly [name: string]: PanelState };

/** Of one panel. */
const mostParts = 2_000;
const mostDepth = 8;
const longestText = 4_096;

/** The most panels that are remembered. */
export const mostPanels = 200;

/**
 * @returns whether a value is plain JSON of a bounded size: nothing in it refers to itself, and no key looks like what
 * files use for other kinds of values (`$bigint`).
 */
export function isPanelState(value: unknown): value is PanelState {
  let parts = 0;
  const isFine = (part: unknown, depth: number): boolean => {
    if (++parts > mostParts || depth > mostDepth) return false;
    if (typeof part === 'string') return part.length <= longestText;
    if (typeof part === 'number') return Number.isFinite(part);
    if (typeof part === 'boolean' || part === null) return true;
    if (typeof part !== 'object') return false;
    if (Array.isArray(part)) {
      return part.length <= mostParts && part.every((each) => isFine(each, depth + 1));
    }
    const prototype: unknown = Object.getPrototypeOf(part);
    if (prototype !== Object.prototype && prototype !== null) return false;
    return Object.entries(part).every(
      ([key, each]) => key.length <= longestText && !key.startsWith('$') && isFine(each, depth + 1),
    );
  };
  return isFine(value, 0);
}
