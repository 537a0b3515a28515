import { useTranslation } from 'react-i18next';
import { useCommand } from '../../commands/index.ts';
import { useEditorPreference } from '../../stores/editor-preferences.ts';

/** @returns what to say to assistive tools of how the Tab key acts in an editor. */
export function useEditorHint(isReadOnly: boolean): string {
  const { t } = useTranslation();
  const { shortcut = '' } = useCommand('editor.toggleTabKey');
  const tabTypes = useEditorPreference('tabTypes') && !isReadOnly;
  return t(tabTypes ? 'node.editorHint.types' : 'node.editorHint.leaves', { shortcut });
}
