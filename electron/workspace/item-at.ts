/**
 * @returns the item at an index that the caller knows to be inside the list.
 * @throws RangeError when it is not: a bug, which must not go on as `undefined`.
 */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`no item ${index} among ${items.length}`);
  return item;
}
