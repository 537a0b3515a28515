import type { Command } from '../../commands/index.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';

/** What they depend on is the selection. */
export const ruleCommands: readonly Command[] = [
  {
    id: 'rules.show',
    titleKey: 'commands.showRules',
    isEnabled: () => true,
    run: () => openDialog({ kind: 'rules' }),
  },
  {
    id: 'rules.forNode',
    titleKey: 'commands.notifyNode',
    isEnabled: () => useSelectionStore.getState().selectedPath !== null,
    run: () => {
      const path = useSelectionStore.getState().selectedPath;
      if (path !== null) openDialog({ kind: 'rules', path });
    },
  },
];
