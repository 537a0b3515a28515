import { readTopic, topicStores } from '../../bridge/topics.ts';
import type { Command, CommandSource } from '../../commands/index.ts';
import { getActiveEditor } from '../../monaco/index.ts';
import { hasDraft, useDraftStore } from '../../stores/draft-store.ts';
import { useSaveStore } from '../../stores/save-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { save } from './node-actions.ts';
import { readOpenNode, useNodeStore } from './node-store.ts';

function selectedPath(): string | null {
  return useSelectionStore.getState().selectedPath;
}

/** @returns whether there is something to save; the connection may fail, which is then said beside the text. */
function canSave(): boolean {
  const path = selectedPath();
  if (path === null || !hasDraft(path)) return false;
  if (readTopic('connection')?.profile.readOnly) return false;
  const { kind } = readOpenNode(path);
  return kind !== 'absent' && !useSaveStore.getState().saving.has(path);
}

export const nodeCommands: readonly Command[] = [
  {
    id: 'node.save',
    titleKey: 'commands.saveNode',
    shortcut: 'Mod+S',
    isEnabled: canSave,
    run: () => {
      const path = selectedPath();
      if (path !== null) void save(path);
    },
  },
  {
    id: 'node.find',
    titleKey: 'commands.findInData',
    shortcut: 'Mod+F',
    isEnabled: () => selectedPath() !== null,
    run: () => getActiveEditor()?.find(),
  },
];

/** What `isEnabled` of these commands reads. */
export const nodeCommandSources: readonly CommandSource[] = [
  useSelectionStore,
  topicStores.connection,
  topicStores.node,
  useDraftStore,
  useSaveStore,
  useNodeStore,
];
