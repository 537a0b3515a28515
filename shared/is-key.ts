/** A key press, as pages (`KeyboardEvent`) and the main process (Electron's `Input`) have it. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
}

/**
 * @param wanted a letter, a digit or the name of a key
 * @returns whether the key is meant, also under a layout that has no such letter, or the digit only with Shift: there
 * the place of the key decides.
 */
export function isKey({ key, code }: PressedKey, wanted: string): boolean {
  if (key.toUpperCase() === wanted.toUpperCase()) return true;
  if (/^[0-9]$/.test(wanted)) return code === `Digit${wanted}`;
  const isLatin = /^[\x20-\x7e]$/.test(key);
  return !isLatin && code === `Key${wanted.toUpperCase()}`;
}
