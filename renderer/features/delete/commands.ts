import { topicStores } from '../../bridge/topics.ts';
import type { Command, CommandSource } from '../../commands/index.ts';
import { isWritable } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';

export const deleteCommands: readonly Command[] = [
  {
    id: 'node.delete',
    titleKey: 'commands.deleteNode',
    isEnabled: () => isWritable() && useSelectionStore.getState().selectedPath !== null,
    run: () => {
      const path = useSelectionStore.getState().selectedPath;
      if (path !== null) openDialog({ kind: 'delete', path });
    },
  },
];

/** What `isEnabled` of these commands reads. */
export const deleteCommandSources: readonly CommandSource[] = [
  topicStores.connection,
  useSelectionStore,
];
