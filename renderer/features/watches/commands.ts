import { watchScopes } from '../../../shared/model/change.ts';
import { readTopic } from '../../bridge/topics.ts';
import type { Command } from '../../commands/index.ts';
import { isConnected } from '../../stores/connection-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { addWatch, switchWatches } from '../../stores/watches.ts';

const titleKeys = {
  node: 'commands.watchNode',
  children: 'commands.watchChildren',
  subtree: 'commands.watchSubtree',
} as const;

const areOff = () => readTopic('connection')?.areWatchesOff;

/** Watches on the selected node, and all of them; what they depend on are the connection and the selection. */
export const watchCommands: readonly Command[] = [
  ...watchScopes.map((scope): Command => ({
    id: `watch.${scope}`,
    titleKey: titleKeys[scope],
    isEnabled: () => isConnected() && useSelectionStore.getState().selectedPath !== null,
    run: () => {
      const path = useSelectionStore.getState().selectedPath;
      if (path !== null) void addWatch(path, scope);
    },
  })),
  {
    id: 'watch.switchOff',
    titleKey: 'commands.watchesOff',
    isEnabled: () => areOff() === false,
    run: () => void switchWatches(false),
  },
  {
    id: 'watch.switchOn',
    titleKey: 'commands.watchesOn',
    isEnabled: () => areOff() === true,
    run: () => void switchWatches(true),
  },
];
