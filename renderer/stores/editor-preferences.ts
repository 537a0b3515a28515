import { rememberPanel, useSettingsStore } from './settings-store.ts';

/** How the editors behave, in every window and from one start to the next. */
export interface EditorPreferences {
  /** Whether the Tab key types a tab, or an indentation; otherwise it leads out of the editor, as out of any field. */
  readonly tabTypes: boolean;
  /** Whether long lines are broken where the editor ends. */
  readonly wrapsLines: boolean;
}

const initial: EditorPreferences = { tabTypes: false, wrapsLines: true };
const panelId = 'editor';

export function readEditorPreferences(): EditorPreferences {
  return preferencesOf(useSettingsStore.getState().settings.panels[panelId]);
}

/** @returns one of the preferences; renders again when it is another one. */
export function useEditorPreference(name: keyof EditorPreferences): boolean {
  return useSettingsStore(({ settings }) => preferencesOf(settings.panels[panelId])[name]);
}

export function toggleEditorPreference(name: keyof EditorPreferences): void {
  const preferences = readEditorPreferences();
  rememberPanel(panelId, { ...preferences, [name]: !preferences[name] });
}

function preferencesOf(remembered: unknown): EditorPreferences {
  if (typeof remembered !== 'object' || remembered === null) return initial;
  const kept = new Map<string, unknown>(Object.entries(remembered));
  const flag = (name: keyof EditorPreferences) => {
    const value = kept.get(name);
    return typeof value === 'boolean' ? value : initial[name];
  };
  return { tabTypes: flag('tabTypes'), wrapsLines: flag('wrapsLines') };
}
