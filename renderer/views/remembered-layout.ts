import { useState } from 'react';
import type { Layout, LayoutChangedMeta } from 'react-resizable-panels';
import { recallView, rememberViews } from './view-memory.ts';

export interface RememberedLayout {
  readonly defaultLayout: Layout | undefined;
  readonly onLayoutChanged: (layout: Layout, meta: LayoutChangedMeta) => void;
}

/**
 * Keeps the sizes of views that stand side by side from one start to the next, each by its own id.
 * @param ids the views, and what else shares their place with them.
 */
export function useRememberedLayout(ids: readonly string[]): RememberedLayout {
  const [defaultLayout] = useState(() => recallLayout(ids));
  return {
    defaultLayout,
    onLayoutChanged: (layout, meta) => {
      if (!meta.isUserInteraction) return;
      const sizes = Object.entries(meta.requestedLayout ?? layout);
      rememberViews(Object.fromEntries(sizes.map(([id, size]) => [id, { size }])));
    },
  };
}

/** @returns the sizes, which are 100 together; undefined unless all are known. */
function recallLayout(ids: readonly string[]): Layout | undefined {
  const sizes = ids.flatMap((id) => recallView(id).size ?? []);
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sizes.length < ids.length || sum === 0) return undefined;
  return Object.fromEntries(ids.map((id, index) => [id, ((sizes[index] ?? 0) * 100) / sum]));
}
