import { topicStores } from '../../bridge/topics.ts';
import type { Command, CommandSource } from '../../commands/index.ts';
import { isWritable, useConnectionStore } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';

export const createCommands: readonly Command[] = [
  {
    id: 'node.new',
    titleKey: 'commands.newNode',
    shortcut: 'Mod+N',
    isEnabled: () => isWritable() && !useConnectionStore.getState().isChoosing,
    run: () => {
      openDialog({ kind: 'create', parent: useSelectionStore.getState().selectedPath ?? '/' });
    },
  },
];

/** What `isEnabled` of these commands reads. */
export const createCommandSources: readonly CommandSource[] = [
  topicStores.connection,
  useConnectionStore,
];
