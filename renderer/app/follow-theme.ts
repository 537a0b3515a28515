import { useSettingsStore } from '../stores/settings-store.ts';

/**
 * Keeps `data-theme` on the root element at what the settings say, or the system where they leave it to it.
 * @returns a function that stops it.
 */
export function followTheme(): () => void {
  const systemDark = window.matchMedia('(prefers-color-scheme: dark)');
  const apply = () => {
    const { theme } = useSettingsStore.getState().settings;
    const system = systemDark.matches ? 'dark' : 'light';
    document.documentElement.dataset.theme = theme === 'system' ? system : theme;
  };
  apply();
  systemDark.addEventListener('change', apply);
  const unsubscribe = useSettingsStore.subscribe(apply);
  return () => {
    systemDark.removeEventListener('change', apply);
    unsubscribe();
  };
}
