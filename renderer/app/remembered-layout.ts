import { useState } from 'react';
import type { Layout, LayoutChangedMeta } from 'react-resizable-panels';
import { z } from 'zod';
import { rememberPanel, rememberedPanel } from '../stores/settings-store.ts';

/** Percentages by panel id, as they were remembered: from a file, so looked at before use. */
const layoutSchema = z.record(z.string(), z.number().min(0).max(100));

export interface RememberedLayout {
  readonly defaultLayout: Layout | undefined;
  readonly onLayoutChanged: (layout: Layout, meta: LayoutChangedMeta) => void;
}

/** Keeps the sizes of a group of panels from one start to the next. */
export function useRememberedLayout(id: string, panelIds: readonly string[]): RememberedLayout {
  const [defaultLayout] = useState(() => readLayout(id, panelIds));
  return {
    defaultLayout,
    onLayoutChanged: (layout, meta) => {
      if (meta.isUserInteraction) rememberPanel(id, meta.requestedLayout);
    },
  };
}

function readLayout(id: string, panelIds: readonly string[]): Layout | undefined {
  const parsed = layoutSchema.safeParse(rememberedPanel(id));
  if (!parsed.success) return undefined;
  return panelIds.every((panelId) => panelId in parsed.data) ? parsed.data : undefined;
}
