import type { CommandSet } from '../../commands/index.ts';
import { openDialog } from '../../stores/dialog-store.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    'help.licences': undefined;
  }
}

export const licenceCommands: CommandSet = {
  commands: [
    {
      id: 'help.licences',
      titleKey: 'commands.showLicences',
      isEnabled: () => true,
      run: () => openDialog('licences', {}),
    },
  ],
  sources: [],
};
