import type { CommandSet, NodeTarget } from '../../commands/index.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { targetPath, useSelectionStore } from '../../stores/selection-store.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    'rules.show': undefined;
    'rules.forNode': NodeTarget;
  }
}

export const ruleCommands: CommandSet = {
  commands: [
    {
      id: 'rules.show',
      titleKey: 'commands.showRules',
      isEnabled: () => true,
      run: () => openDialog('rules', {}),
    },
    {
      id: 'rules.forNode',
      titleKey: 'commands.notifyNode',
      isEnabled: (target) => targetPath(target) !== null,
      run: (target) => {
        const path = targetPath(target);
        if (path !== null) openDialog('rules', { path });
      },
    },
  ],
  sources: [useSelectionStore],
};
