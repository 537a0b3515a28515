import { create } from 'zustand';
import type { Language, Settings } from '../../shared/model/application.ts';
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
  const next = { ...panels, ...changes };
  if (JSON.stringify(panels) === JSON.stringify(next)) return;
  remember({ panels: next });
}

function remember(patch: Partial<Settings>): void {
  useSettingsStore.setState(({ settings }) => ({ settings: { ...settings, ...patch } }));
  call('app.changeSettings', patch).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'app.changeSettings'));
  });
}
