import { isKey } from '../../shared/is-key.ts';
import { currentPlatform } from '../stores/startup-store.ts';
import { listCommands } from './registry.ts';

type Platform = ReturnType<typeof currentPlatform>;

/** @returns the shortcut of a command on a platform; undefined for none. */
export function shortcutOf(
  { shortcut, macShortcut }: { readonly shortcut?: string; readonly macShortcut?: string },
  platform: Platform = currentPlatform(),
): string | undefined {
  return (platform === 'darwin' ? macShortcut : undefined) ?? shortcut;
}

interface Keys {
  readonly key: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** Keys whose character depends on Shift or the layout, by the names used in shortcuts. */
const keyAliases: Readonly<Record<string, readonly string[]>> = {
  Plus: ['+', '='],
  Minus: ['-', '_'],
};

const macSymbols: Readonly<Record<string, string>> = {
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Left: '←',
  Right: '→',
  Plus: '+',
  Minus: '−',
};

const otherNames: Readonly<Record<string, string>> = {
  Mod: 'Ctrl',
  Left: '←',
  Right: '→',
  Plus: '+',
  Minus: '−',
};

/** @returns a shortcut as people of the platform write it, `Ctrl+Shift+F` or `⇧⌘F`. */
export function formatShortcut(shortcut: string, platform: Platform = currentPlatform()): string {
  const parts = shortcut.split('+');
  if (platform !== 'darwin') return parts.map((part) => otherNames[part] ?? part).join('+');
  const order = ['Ctrl', 'Alt', 'Shift', 'Mod'];
  parts.sort((a, b) => ((order.indexOf(a) + 5) % 5) - ((order.indexOf(b) + 5) % 5));
  return parts.map((part) => macSymbols[part] ?? part).join('');
}

function parse(shortcut: string, platform: Platform): Keys {
  const parts = shortcut.split('+');
  const mod = parts.includes('Mod');
  return {
    key: parts.at(-1) ?? '',
    ctrl: (mod && platform !== 'darwin') || parts.includes('Ctrl'),
    meta: mod && platform === 'darwin',
    alt: parts.includes('Alt'),
    shift: parts.includes('Shift'),
  };
}

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** @returns whether a key press is the shortcut. */
export function matchesShortcut(
  event: KeyPress,
  shortcut: string,
  platform: Platform = currentPlatform(),
): boolean {
  const keys = parse(shortcut, platform);
  if (event.ctrlKey !== keys.ctrl || event.metaKey !== keys.meta) return false;
  if (event.altKey !== keys.alt) return false;
  const aliases = keyAliases[keys.key];
  // Whether `+` takes Shift depends on the keyboard.
  if (aliases) return aliases.includes(event.key);
  if (event.shiftKey !== keys.shift) return false;
  if (keys.key === 'Left' || keys.key === 'Right') return event.key === `Arrow${keys.key}`;
  return isKey(event, keys.key);
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role=dialog],[role=alertdialog]') !== null;
}

function isEditing(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input,textarea,[contenteditable]') !== null;
}

function handleKeyDown(event: KeyboardEvent): void {
  const platform = currentPlatform();
  for (const command of listCommands()) {
    const shortcut = shortcutOf(command, platform);
    if (shortcut === undefined || command.shortcutScope === 'local') continue;
    if (!matchesShortcut(event, shortcut, platform)) continue;
    if (isInDialog(event.target) && !command.worksInDialogs) continue;
    // On macOS Alt and an arrow move the caret by a word.
    const isArrow = event.key.startsWith('Arrow');
    if (platform === 'darwin' && event.altKey && isArrow && isEditing(event.target)) continue;
    // Also when disabled: no other meaning of the keys, such as the browser's reload, may take over.
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat && command.isEnabled()) command.run();
    return;
  }
}

/**
 * Handles global shortcuts ahead of everything in the page, because editors claim some of the keys for themselves.
 * @returns a function that stops it.
 */
export function listenToShortcuts(): () => void {
  window.addEventListener('keydown', handleKeyDown, { capture: true });
  return () => window.removeEventListener('keydown', handleKeyDown, { capture: true });
}
