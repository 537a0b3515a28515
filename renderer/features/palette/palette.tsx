import { Command as Cmdk } from 'cmdk';
import { CornerDownLeft } from 'lucide-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import {
  formatShortcut,
  listCommands,
  onCommandsChange,
  runCommand,
  type PlainCommand,
} from '../../commands/index.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { isConnected } from '../../stores/connection-store.ts';
import { Dialog } from '../../ui/index.ts';
import styles from './palette.module.css';

/** Every command of the window by name, in either language, and a way to a path. */
export function Palette() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const commands = useCommands();
  const input = useRef<HTMLInputElement>(null);
  // After the dialog has taken the focus for itself, as it does on opening.
  useEffect(() => input.current?.focus(), []);
  const isPath = text.startsWith('/') && isConnected();

  // The dialog goes first, so that what the command opens or focuses is not taken away by the closing.
  const finish = (action: () => void) => {
    closeDialog();
    queueMicrotask(action);
  };

  return (
    <Dialog
      title={t('palette.title')}
      isTitleHidden
      isDismissable
      onClose={closeDialog}
      width={560}
    >
      <Cmdk label={t('palette.list')} loop className={styles.palette}>
        <Cmdk.Input
          ref={input}
          value={text}
          onValueChange={setText}
          placeholder={t('palette.input')}
          className={styles.input}
        />
        <Cmdk.List className={styles.list} label={t('palette.list')}>
          <Cmdk.Empty className={styles.empty}>{t('palette.none')}</Cmdk.Empty>
          {isPath && (
            <Cmdk.Item
              value={text}
              className={styles.item}
              onSelect={() => finish(() => runCommand('node.show', { path: text }))}
            >
              <span className={styles.title}>{t('palette.goTo', { path: text })}</span>
              <CornerDownLeft aria-hidden className={styles.enter} />
            </Cmdk.Item>
          )}
          {commands.map((command) => (
            <PaletteItem
              key={command.id}
              command={command}
              onSelect={() => finish(() => command.run())}
            />
          ))}
        </Cmdk.List>
      </Cmdk>
    </Dialog>
  );
}

interface PaletteItemProps {
  readonly command: PlainCommand;
  readonly onSelect: () => void;
}

function PaletteItem({ command, onSelect }: PaletteItemProps) {
  const { t, i18n } = useTranslation();
  const title = t(command.titleKey);
  return (
    <Cmdk.Item
      value={title}
      // People who work in Chinese often know a command by its English name.
      keywords={[i18n.getFixedT('en')(command.titleKey), command.id]}
      disabled={!command.isEnabled()}
      className={styles.item}
      onSelect={onSelect}
    >
      <span className={styles.title}>{title}</span>
      {command.shortcut !== undefined && (
        <kbd className={styles.shortcut}>{formatShortcut(command.shortcut)}</kbd>
      )}
    </Cmdk.Item>
  );
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
