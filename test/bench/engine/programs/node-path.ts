/** @returns the path of a level's n-th node, as the writer creates it. */
export function nodePath(level: string, index: number): string {
  return `${level}/node-${String(index).padStart(8, '0')}`;
}
