import type { Input, WebContents } from 'electron';
import type { TabCommand } from '../../shared/model/tab-command.ts';

type Keys = Pick<Input, 'type' | 'key' | 'code' | 'control' | 'meta' | 'shift' | 'alt'>;

/**
 * @param input a key press as the main process sees it, before the page does
 * @returns what it does to the tabs, or null when it is none of theirs.
 */
export function tabCommandOf(input: Keys, platform: NodeJS.Platform): TabCommand | null {
  if (input.type !== 'keyDown' || input.alt) return null;
  if (input.key === 'Tab' && input.control && !input.meta) {
    return { kind: 'step', by: input.shift ? -1 : 1 };
  }
  if (input.key === 'F6' && !input.control && !input.meta) return { kind: 'toStrip' };
  const isMac = platform === 'darwin';
  if (isMac ? !input.meta || input.control : !input.control || input.meta) return null;
  const key = keyOf(input);
  if (input.shift) return key === 'n' ? { kind: 'newWindow' } : null;
  if (key === 't') return { kind: 'newTab' };
  if (key === 'w') return { kind: 'closeTab' };
  return /^[1-9]$/.test(key) ? { kind: 'showAt', place: Number(key) - 1 } : null;
}

/** @returns the letter or digit that is meant. */
function keyOf({ key, code }: Keys): string {
  // Digits that take Shift under this layout, as those of AZERTY do: the place of the key decides.
  const digit = /^Digit([1-9])$/.exec(code)?.[1];
  if (digit !== undefined) return digit;
  // The same under a layout without Latin letters.
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined && !/^[\x20-\x7e]$/.test(key)) return letter.toLowerCase();
  return key.toLowerCase();
}

/** Listens ahead of a page, so that the keys of the tabs work also while it hangs. */
export function listenToTabKeys(contents: WebContents, run: (command: TabCommand) => void): void {
  contents.on('before-input-event', (event, input) => {
    const command = tabCommandOf(input, process.platform);
    if (!command) return;
    event.preventDefault();
    if (!input.isAutoRepeat || command.kind === 'step') run(command);
  });
}
