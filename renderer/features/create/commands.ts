import { topicStores } from '../../bridge/topics.ts';
import type { CommandSet, NodeTarget } from '../../commands/index.ts';
import { canChangeTree, rootAbsence, useConnectionStore } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { targetPath } from '../../stores/selection-store.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    /** The parent of the new node. */
    'node.new': NodeTarget;
  }
}

export const createCommands: CommandSet = {
  commands: [
    {
      id: 'node.new',
      titleKey: 'commands.newNode',
      shortcut: 'Mod+N',
      isEnabled: () => canChangeTree(),
      run: (target) => openDialog('create', { parent: targetPath(target) ?? '/' }),
    },
  ],
  sources: [topicStores.connection, rootAbsence, useConnectionStore],
};
