import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { call } from '../bridge/client.ts';
import { followTopics } from '../bridge/topics.ts';
import { listenToShortcuts } from '../commands/index.ts';
import { startI18n } from '../i18n/index.ts';
import { useSettingsStore } from '../stores/settings-store.ts';
import { useStartupStore } from '../stores/startup-store.ts';
import { loadFonts } from '../ui/fonts.ts';
import { App } from './app.tsx';
import { registerWindow } from './commands.ts';
import { followMainProcess } from './follow-main-process.ts';
import { followTheme } from './follow-theme.ts';

/**
 * Brings the window up: what the main process knows first, so that the first paint has the right language and theme.
 * @throws CallFailure when the main process does not answer.
 */
export async function startWindow(container: HTMLElement): Promise<Root> {
  const [startup] = await Promise.all([call('page.getStartup'), loadFonts()]);
  useStartupStore.setState({ startup });
  useSettingsStore.setState({ settings: startup.settings, language: startup.language });
  await startI18n(startup.language);
  followTheme();
  registerWindow();
  listenToShortcuts();
  followMainProcess(startup);
  followTopics();
  const root = createRoot(container);
  root.render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  return root;
}
