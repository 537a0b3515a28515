import { topicStores } from '../../bridge/topics.ts';
import type { CommandSet, NodeTarget } from '../../commands/index.ts';
import { canChangeTree, rootAbsence } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { targetPath, useSelectionStore } from '../../stores/selection-store.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    'node.delete': NodeTarget;
  }
}

export const deleteCommands: CommandSet = {
  commands: [
    {
      id: 'node.delete',
      titleKey: 'commands.deleteNode',
      isEnabled: (target) => canChangeTree() && targetPath(target) !== null,
      run: (target) => {
        const path = targetPath(target);
        if (path !== null) openDialog('delete', { path });
      },
    },
  ],
  sources: [topicStores.connection, rootAbsence, useSelectionStore],
};
