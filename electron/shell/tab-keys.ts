import type { Input, WebContents } from 'electron';
import { isKey } from '../../shared/is-key.ts';
import type { TabCommand } from '../../shared/model/tab-command.ts';

type Keys = Pick<Input, 'type' | 'key' | 'code' | 'control' | 'meta' | 'shift' | 'alt'>;

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

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
  if (input.shift) return isKey(input, 'n') ? { kind: 'newWindow' } : null;
  if (isKey(input, 't')) return { kind: 'newTab' };
  if (isKey(input, 'w')) return { kind: 'closeTab' };
  const place = digits.findIndex((digit) => isKey(input, digit));
  return place === -1 ? null : { kind: 'showAt', place };
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
