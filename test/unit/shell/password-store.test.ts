import { expect, test } from 'vitest';
import { choosePasswordStore } from '../../../electron/shell/password-store.ts';

test.each([
  ['linux', {}, 'gnome-libsecret'],
  ['linux', { XDG_CURRENT_DESKTOP: 'i3' }, 'gnome-libsecret'],
  ['linux', { XDG_CURRENT_DESKTOP: 'ubuntu:GNOME' }, null],
  ['linux', { XDG_CURRENT_DESKTOP: 'KDE' }, null],
  ['linux', { DESKTOP_SESSION: 'plasma' }, null],
  ['linux', { KDE_FULL_SESSION: 'true' }, null],
  ['darwin', {}, null],
  ['win32', {}, null],
] as const)('on %s with %o the keychain is %s', (platform, env, expected) => {
  expect(choosePasswordStore(platform, env)).toBe(expected);
});
