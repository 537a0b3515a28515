import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron';
import type { Language } from '../../shared/model/application.ts';
import { visibleConnection } from '../../shared/visible-name.ts';
import { menuLabels } from './menu-labels.ts';

/**
 * Asks the user in a dialog of the system, which no page can answer, whether a connection may write to servers that
 * were read-only before.
 * @param connection as the user knows it
 * @returns whether it may
 */
export async function askToWrite(connection: string, language: Language): Promise<boolean> {
  const labels = menuLabels[language];
  const options: MessageBoxOptions = {
    type: 'warning',
    message: labels.askToWrite,
    detail: `${visibleConnection(connection)}\n\n${labels.askToWriteDetail}`,
    buttons: [labels.stayReadOnly, labels.allowWriting],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  return response === 1;
}
