import { create } from 'zustand';
import type { Language, Settings, SettingsSnapshot } from '../../shared/model/application.ts';
import { call, failureOf } from '../bridge/client.ts';
import { changeLanguage, systemLanguage } from '../i18n/index.ts';
import { notifyFailure } from './notice-store.ts';

interface SettingsState {
  readonly settings: Settings;
  /** The language on screen now; the command line may have chosen another than the settings hold. */
  readonly language: Language;
}

export const useSettingsStore = create<SettingsState>()(() => ({
  settings: { theme: 'system', language: 'system', panels: {} },
  language: 'en',
}));

/** Takes over what the main process holds, which another page may have changed. */
export function adoptSettings({ settings, language }: SettingsSnapshot): void {
  const isOther = language !== useSettingsStore.getState().language;
  useSettingsStore.setState({ settings, language });
  if (isOther) void changeLanguage(language);
}

export function setTheme(theme: Settings['theme']): void {
  remember({ theme });
}

export function setLanguage(language: Settings['language']): void {
  const shown = language === 'system' ? systemLanguage() : language;
  useSettingsStore.setState({ language: shown });
  void changeLanguage(shown);
  remember({ language });
}

/** @returns what was remembered of a panel, to be checked by who asks. */
export function rememberedPanel(id: string): unknown {
  return useSettingsStore.getState().settings.panels[id];
}

/** Remembers the state of one panel, as plain data. */
export function rememberPanel(id: string, value: unknown): void {
  rememberPanels({ [id]: value });
}

/** Remembers the states of panels by their ids, as plain data. */
export function rememberPanels(changes: Settings['panels']): void {
  const { panels } = useSettingsStore.getState().settings;
  const isSame = Object.entries(changes).every(
    ([id, value]) => JSON.stringify(panels[id]) === JSON.stringify(value),
  );
  // Of the panels these alone: another page may have changed the others meanwhile.
  if (!isSame) remember({ panels: changes });
}

function remember(patch: Partial<Settings>): void {
  useSettingsStore.setState(({ settings }) => ({
    settings: { ...settings, ...patch, panels: { ...settings.panels, ...patch.panels } },
  }));
  call('app.changeSettings', patch).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'app.changeSettings'));
  });
}
