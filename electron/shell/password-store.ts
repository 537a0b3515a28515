/** Desktops on which Chromium looks for a keychain by itself, KWallet among them. */
const knownDesktops = /gnome|unity|xfce|cinnamon|pantheon|deepin|ukui|kde|plasma/i;

/**
 * On a desktop that Chromium does not know (a window manager alone, as a rule) it takes no keychain, even where one is
 * running; set to use libsecret, it still does without where none answers.
 * @returns the value for Chromium's switch `password-store`; null where Chromium is to choose
 */
export function choosePasswordStore(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): string | null {
  if (platform !== 'linux') return null;
  const { XDG_CURRENT_DESKTOP, DESKTOP_SESSION, KDE_FULL_SESSION } = env;
  const isKnown = knownDesktops.test(`${XDG_CURRENT_DESKTOP ?? ''} ${DESKTOP_SESSION ?? ''}`);
  return isKnown || KDE_FULL_SESSION !== undefined ? null : 'gnome-libsecret';
}
