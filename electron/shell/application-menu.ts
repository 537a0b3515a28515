import { Menu, shell, type WebContents } from 'electron';
import type { Language } from '../../shared/model/application.ts';
import { menuLabels } from './menu-labels.ts';
import { menuTable, type DeveloperAction, type MenuTableOptions } from './menu-table.ts';
import { menuTemplate } from './menu-template.ts';
import type { TabCommand } from '../../shared/model/tab-command.ts';

export interface ApplicationMenuOptions extends MenuTableOptions {
  readonly logFile: string;
  readonly runCommand: (id: string) => void;
  /** Of the window that has the focus. */
  readonly runTabCommand: (command: TabCommand) => void;
  /** To the page in sight. */
  readonly develop: (action: DeveloperAction) => void;
}

/** Puts the application menu up in one language; called again when the language changes. */
export function setApplicationMenu(language: Language, options: ApplicationMenuOptions): void {
  const template = menuTemplate(menuTable(options), language, {
    runCommand: options.runCommand,
    runTabCommand: options.runTabCommand,
    develop: options.develop,
    showLog: () => {
      shell.showItemInFolder(options.logFile);
    },
  });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/** Offers cut, copy and paste on a right click in a text field, where Electron has no menu of its own. */
export function offerTextMenu(contents: WebContents, language: () => Language): void {
  contents.on('context-menu', (_event, { isEditable, editFlags, selectionText }) => {
    if (!isEditable && selectionText === '') return;
    const label = menuLabels[language()];
    const copy = { role: 'copy', label: label.copy, enabled: editFlags.canCopy } as const;
    const editing = [
      { role: 'cut', label: label.cut, enabled: editFlags.canCut },
      copy,
      { role: 'paste', label: label.paste, enabled: editFlags.canPaste },
      { type: 'separator' },
      { role: 'selectAll', label: label.selectAll, enabled: editFlags.canSelectAll },
    ] as const;
    Menu.buildFromTemplate(isEditable ? [...editing] : [copy]).popup();
  });
}
