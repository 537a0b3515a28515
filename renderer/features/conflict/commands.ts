import type { CommandSet } from '../../commands/index.ts';
import { openDialog } from '../../stores/dialog-store.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    /** The znode whose draft is against what somebody else has saved meanwhile. */
    'conflict.show': { readonly path: string };
  }
}

export const conflictCommands: CommandSet = {
  commands: [
    {
      id: 'conflict.show',
      titleKey: 'node.decide',
      needsArgument: true,
      isEnabled: () => true,
      run: ({ path }) => openDialog('conflict', { path }),
    },
  ],
  sources: [],
};
