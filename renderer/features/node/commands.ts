import type { Draft } from '../../../shared/model/node.ts';
import { readTopic, topicStores } from '../../bridge/topics.ts';
import type { CommandSet } from '../../commands/index.ts';
import { getActiveEditor } from '../../monaco/index.ts';
import { hasDraft, useDraftStore } from '../../stores/draft-store.ts';
import { toggleEditorPreference } from '../../stores/editor-preferences.ts';
import { showOtherDraft, useOtherDraftStore } from '../../stores/other-drafts.ts';
import { useSaveStore } from '../../stores/save-store.ts';
import { targetPath, useSelectionStore } from '../../stores/selection-store.ts';
import { createAgain, save, undoDrop } from './node-actions.ts';
import type { WritePurpose } from './save-guard.ts';
import { readShownNode, useNodeStore } from './node-store.ts';

declare module '../../commands/command.ts' {
  interface CommandArguments {
    'node.save': undefined;
    'node.find': undefined;
    'draft.showOther': undefined;
    'draft.restore': Draft;
    /** A draft that was not written because a question about it could not be asked. */
    'draft.write': { readonly path: string; readonly purpose: WritePurpose };
    'editor.toggleTabKey': undefined;
    'editor.toggleWrap': undefined;
  }
}

const selectedPath = () => targetPath();

/** @returns whether there is something to save; the connection may fail, which is then said beside the text. */
function canSave(): boolean {
  const path = selectedPath();
  if (path === null || !hasDraft(path)) return false;
  if (readTopic('connection')?.profile.readOnly) return false;
  const { kind } = readShownNode(path);
  return kind !== 'absent' && !useSaveStore.getState().saving.has(path);
}

export const nodeCommands: CommandSet = {
  commands: [
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
    {
      id: 'draft.showOther',
      titleKey: 'commands.showOtherDraft',
      isEnabled: () => {
        const path = selectedPath();
        const { others } = useOtherDraftStore.getState();
        return others.some((other) => other.path === path);
      },
      run: () => {
        const path = selectedPath();
        if (path !== null) void showOtherDraft(path);
      },
    },
    {
      id: 'editor.toggleTabKey',
      titleKey: 'commands.toggleTabKey',
      shortcut: 'Ctrl+M',
      macShortcut: 'Ctrl+Shift+M',
      isEnabled: () => true,
      run: () => toggleEditorPreference('tabTypes'),
    },
    {
      id: 'editor.toggleWrap',
      titleKey: 'commands.toggleWrap',
      shortcut: 'Alt+Z',
      isEnabled: () => true,
      run: () => toggleEditorPreference('wrapsLines'),
    },
    {
      id: 'draft.write',
      titleKey: 'node.saveAgain',
      needsArgument: true,
      isEnabled: () => true,
      run: ({ path, purpose }) => void (purpose === 'save' ? save(path) : createAgain(path)),
    },
    {
      id: 'draft.restore',
      titleKey: 'node.undo',
      needsArgument: true,
      isEnabled: () => true,
      run: (draft) => void undoDrop(draft),
    },
  ],
  sources: [
    useSelectionStore,
    topicStores.connection,
    topicStores.node,
    useDraftStore,
    useOtherDraftStore,
    useSaveStore,
    useNodeStore,
  ],
};
