import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/jetbrains-mono/wght.css';

/**
 * Loads the fonts that come with the application, so that nothing is drawn first in another one and moves afterwards,
 * and so that the editor measures the letters that it will draw. Parts for other scripts than Latin load when used.
 * Where one cannot be loaded the system's stands in for it, and the console says so.
 */
export async function loadFonts(): Promise<void> {
  const style = getComputedStyle(document.documentElement);
  const families = ['--font-family-ui', '--font-family-mono'];
  const loads = families.map((name) => document.fonts.load(`13px ${style.getPropertyValue(name)}`));
  try {
    await Promise.all(loads);
  } catch (error) {
    console.warn('A font of the application could not be loaded.', error);
  }
}
