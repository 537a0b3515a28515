import { CornerDownLeft } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatShortcut,
  listCommands,
  onCommandsChange,
  runCommand,
  shortcutOf,
  type PlainCommand,
} from '../../commands/index.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { isConnected } from '../../stores/connection-store.ts';
import { ChoiceList, Dialog, type Choice } from '../../ui/index.ts';
import { findCommands } from './find-commands.ts';

/** The id of the row that goes to the typed path; no command is called so. */
const goToPath = 'path';

/** Every command of the window by name, in either language, and a way to a path. */
export function Palette() {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState('');
  const commands = useCommands().map((command) => ({
    id: command.id,
    title: t(command.titleKey),
    englishTitle: i18n.getFixedT('en')(command.titleKey),
    command,
  }));
  const choices: Choice[] = findCommands(commands, text).map(({ id, title, command }) => ({
    id,
    title,
    isDisabled: !command.isEnabled(),
    ...noteOf(command),
  }));
  if (text.startsWith('/') && isConnected()) {
    const title = t('palette.goTo', { path: text });
    choices.unshift({ id: goToPath, title, note: <CornerDownLeft aria-hidden /> });
  }

  const choose = (id: string) => {
    // The dialog goes first, so that what the command opens or focuses is not taken away by the closing.
    closeDialog();
    queueMicrotask(() => {
      if (id === goToPath) runCommand('node.show', { path: text });
      else commands.find((command) => command.id === id)?.command.run();
    });
  };

  return (
    <Dialog
      title={t('palette.title')}
      isTitleHidden
      isDismissable
      onClose={closeDialog}
      width={560}
    >
      <ChoiceList
        label={t('palette.list')}
        placeholder={t('palette.input')}
        text={text}
        onTextChange={setText}
        choices={choices}
        onChoose={choose}
        empty={t('palette.none')}
      />
    </Dialog>
  );
}

function noteOf(command: PlainCommand): Pick<Choice, 'note'> {
  const shortcut = shortcutOf(command);
  return shortcut === undefined ? {} : { note: <kbd>{formatShortcut(shortcut)}</kbd> };
}

/** Commands that can be shown, those that can be run first. */
function useCommands(): readonly PlainCommand[] {
  const state = useSyncExternalStore(onCommandsChange, enablement);
  const enabled = new Set(state.split(' '));
  const shown = listCommands().filter((command) => !command.isHidden);
  return [
    ...shown.filter((command) => enabled.has(command.id)),
    ...shown.filter((command) => !enabled.has(command.id)),
  ];
}

/** The enabled commands as one string: a snapshot that is equal as long as nothing changes. */
function enablement(): string {
  return listCommands()
    .filter((command) => command.isEnabled())
    .map((command) => command.id)
    .join(' ');
}
