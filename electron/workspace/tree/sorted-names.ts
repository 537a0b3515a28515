import { itemAt } from '../item-at.ts';

/**
 * Short lists of names, ordered by their UTF-16 code units, as `<` orders strings: the same order as that of a level.
 */

/** @returns the index of the first name that is not less than `name`. */
export function lowerBound(names: readonly string[], name: string): number {
  let low = 0;
  let high = names.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (itemAt(names, middle) < name) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns the index of a name, or -1. */
export function indexOfName(names: readonly string[], name: string): number {
  const index = lowerBound(names, name);
  return names[index] === name ? index : -1;
}
