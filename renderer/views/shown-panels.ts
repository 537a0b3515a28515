import { useSettingsStore } from '../stores/settings-store.ts';
import { usePanelViews } from './registry.ts';
import type { PanelPlace, PanelView } from './view.ts';
import { recallView, rememberViews } from './view-memory.ts';

/** Shows a panel that is shown on request. */
export function showPanel(id: string): void {
  rememberViews({ [id]: { isShown: true } });
}

/** Takes away a panel that is shown on request. */
export function hidePanel(id: string): void {
  rememberViews({ [id]: { isShown: false } });
}

/** @returns the panels of a place that are shown now, in their order. */
export function useShownPanels(place: PanelPlace): readonly PanelView[] {
  // What is remembered of them is part of the settings.
  useSettingsStore(({ settings }) => settings.panels);
  return usePanelViews(place).filter(
    ({ id, isOnRequest }) => isOnRequest !== true || recallView(id).isShown === true,
  );
}
