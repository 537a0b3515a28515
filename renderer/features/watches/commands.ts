import { watchScopes } from '../../../shared/model/change.ts';
import type { Command } from '../../commands/index.ts';
import { isConnected } from '../../stores/connection-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { addWatch } from '../../stores/watch-store.ts';

const titleKeys = {
  node: 'commands.watchNode',
  children: 'commands.watchChildren',
  subtree: 'commands.watchSubtree',
} as const;

/** Watches on the selected node; what they depend on are the connection and the selection. */
export const watchCommands: readonly Command[] = watchScopes.map((scope) => ({
  id: `watch.${scope}`,
  titleKey: titleKeys[scope],
  isEnabled: () => isConnected() && useSelectionStore.getState().selectedPath !== null,
  run: () => {
    const path = useSelectionStore.getState().selectedPath;
    if (path !== null) void addWatch(path, scope);
  },
}));
