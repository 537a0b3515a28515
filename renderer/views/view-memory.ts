import { z } from 'zod';
import { rememberPanels, rememberedPanel, useSettingsStore } from '../stores/settings-store.ts';

/** What is remembered of a view from one start to the next: from a file, so looked at before use. */
const memorySchema = z.object({
  /** Its share of the place that it stands in, in percent; 0 while it is collapsed. */
  size: z.number().min(0).max(100).optional().catch(undefined),
  /** Of a view with tabs: the one that was chosen. */
  tab: z.string().optional().catch(undefined),
  /** Of a panel that is shown on request: whether it is. */
  isShown: z.boolean().optional().catch(undefined),
});

export type ViewMemory = z.infer<typeof memorySchema>;

/** @returns what is remembered of a view. */
export function recallView(id: string): ViewMemory {
  return parse(rememberedPanel(keyOf(id)));
}

/** As `recallView`, and renders again when it changes. */
export function useViewMemory(id: string): ViewMemory {
  return parse(useSettingsStore(({ settings }) => settings.panels[keyOf(id)]));
}

/** Remembers something of views, by their ids; what is not named stays as it is. */
export function rememberViews(changes: Readonly<Record<string, ViewMemory>>): void {
  rememberPanels(
    Object.fromEntries(
      Object.entries(changes).map(([id, change]) => [keyOf(id), { ...recallView(id), ...change }]),
    ),
  );
}

function keyOf(id: string): string {
  return `view.${id}`;
}

function parse(remembered: unknown): ViewMemory {
  const parsed = memorySchema.safeParse(remembered);
  return parsed.success ? parsed.data : {};
}
