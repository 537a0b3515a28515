export { Dialogs } from './dialogs.tsx';
export { PanelBoundary } from './panel-boundary.tsx';
export { registerViews, useTabViews } from './registry.ts';
export { useRememberedLayout } from './remembered-layout.ts';
export { hidePanel, showPanel, useShownPanels } from './shown-panels.ts';
export type { ShownNode } from './shown-node.ts';
export type { NodeTabProps, PanelView, TabView, View } from './view.ts';
export { PanelArea, Parts } from './view-area.tsx';
export { rememberViews, useViewMemory } from './view-memory.ts';
