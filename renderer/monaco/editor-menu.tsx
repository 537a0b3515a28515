import { useTranslation } from 'react-i18next';
import { formatShortcut } from '../commands/index.ts';
import { toggleEditorPreference, useEditorPreference } from '../stores/editor-preferences.ts';
import { copyToClipboard, editInPage } from '../stores/page-edit.ts';
import { ContextMenu, type ContextMenuEntry } from '../ui/context-menu.tsx';
import type { monaco } from './monaco.ts';

/** Where the menu of an editor was asked for. */
export interface OpenEditorMenu {
  readonly editor: monaco.editor.ICodeEditor;
  readonly at: { readonly x: number; readonly y: number };
  readonly isByKeyboard: boolean;
}

export interface EditorMenuProps extends OpenEditorMenu {
  /** Sets the text on lines of its own; absent where there is no such way. */
  readonly onFormat?: (() => void) | undefined;
  /** Whether lines may be broken: not where columns have a meaning. */
  readonly mayWrap?: boolean;
  /** @param act what was chosen, to be done once the menu has gone and the keyboard is in the editor again */
  readonly onClose: (act?: () => void) => void;
}

/** What can be done with the text of an editor; only what applies to it. */
export function EditorMenu(props: EditorMenuProps) {
  const { editor, at, isByKeyboard, onFormat, mayWrap = true, onClose } = props;
  const { t } = useTranslation();
  const wrapsLines = useEditorPreference('wrapsLines');
  const isReadOnly = editor.getRawOptions().readOnly === true;
  const hasSelection = editor.getSelections()?.some((selection) => !selection.isEmpty()) ?? false;
  const item = (
    id: string,
    label: string,
    act: () => void,
    more: { readonly shortcut?: string; readonly isDisabled?: boolean } = {},
  ): ContextMenuEntry => ({
    kind: 'item',
    id,
    label,
    onAction: () => onClose(act),
    ...(more.shortcut !== undefined && { shortcut: formatShortcut(more.shortcut) }),
    ...(more.isDisabled && { isDisabled: true }),
  });
  const edit = (act: 'cut' | 'copy' | 'paste', key: string, isDisabled: boolean) =>
    item(act, t(`editor.${act}`), () => editInPage(act), { shortcut: key, isDisabled });
  const entries: ContextMenuEntry[] = [
    ...(isReadOnly ? [] : [edit('cut', 'Mod+X', !hasSelection)]),
    edit('copy', 'Mod+C', !hasSelection),
    ...(isReadOnly ? [] : [edit('paste', 'Mod+V', false)]),
    item('selectAll', t('editor.selectAll'), () => selectAll(editor), { shortcut: 'Mod+A' }),
    { kind: 'separator', id: 'text' },
    ...(onFormat ? [item('format', t('editor.format'), onFormat)] : []),
    ...(mayWrap
      ? [
          item(
            'wrap',
            t(wrapsLines ? 'editor.wrapNot' : 'editor.wrap'),
            () => toggleEditorPreference('wrapsLines'),
            { shortcut: 'Alt+Z' },
          ),
        ]
      : []),
    item('copyValue', t('editor.copyValue'), () => copyToClipboard(textIn(editor))),
    { kind: 'separator', id: 'search' },
    item('find', t('editor.find'), () => void editor.getAction('actions.find')?.run(), {
      shortcut: 'Mod+F',
    }),
  ];
  return (
    <ContextMenu
      label={t('editor.menu')}
      entries={entries}
      at={at}
      focusesFirst={isByKeyboard}
      onClose={onClose}
    />
  );
}

function selectAll(editor: monaco.editor.ICodeEditor): void {
  const all = editor.getModel()?.getFullModelRange();
  if (all) editor.setSelection(all);
}

function textIn(editor: monaco.editor.ICodeEditor): string {
  return editor.getModel()?.getValue() ?? '';
}
