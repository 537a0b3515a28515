import { ChevronLeft, ChevronRight, Command, Plus, RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, type PlainCommand } from '../commands/index.ts';
import { Button, IconButton, Tooltip } from '../ui/index.ts';
import { PathBox } from './path-box.tsx';
import styles from './toolbar.module.css';
import { TreeFilter } from './tree-filter.tsx';

/** Where one is and where one can go. */
export function Toolbar() {
  const { t } = useTranslation();
  const newNode = useCommand('node.new');
  return (
    <div role="toolbar" aria-label={t('app.toolbar')} className={styles.toolbar}>
      <div className={styles.group}>
        <CommandButton id="history.back" label={t('app.back')} icon={<ChevronLeft aria-hidden />} />
        <CommandButton
          id="history.forward"
          label={t('app.forward')}
          icon={<ChevronRight aria-hidden />}
        />
      </div>
      <PathBox />
      <TreeFilter />
      <div className={styles.group}>
        <CommandButton id="node.refresh" label={t('app.refresh')} icon={<RotateCw aria-hidden />} />
        <Tooltip text={newNode.title} shortcut={newNode.shortcut}>
          <Button
            kind="quiet"
            label={t('app.newNode')}
            isDisabled={!newNode.isEnabled}
            onPress={newNode.run}
          >
            <Plus aria-hidden />
            <span className={styles.wide}>{t('app.newNode')}</span>
          </Button>
        </Tooltip>
        <CommandButton id="view.palette" label={t('app.commands')} icon={<Command aria-hidden />} />
      </div>
    </div>
  );
}

interface CommandButtonProps {
  readonly id: PlainCommand['id'];
  readonly label: string;
  readonly icon: ReactNode;
}

function CommandButton({ id, label, icon }: CommandButtonProps) {
  const command = useCommand(id);
  return (
    <IconButton
      label={label}
      shortcut={command.shortcut}
      icon={icon}
      isDisabled={!command.isEnabled}
      onPress={command.run}
    />
  );
}
