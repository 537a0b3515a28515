import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { Language } from '../../shared/model/application.ts';
import { menuLabels } from './menu-labels.ts';

/**
 * Asks the user, where the page itself cannot, what is to become of a page that keeps crashing.
 * @param window the one that the page is in; null where there is none
 */
export async function askAfterCrashes(
  window: BrowserWindow | null,
  language: Language,
): Promise<'reload' | 'close'> {
  const label = menuLabels[language];
  const question: MessageBoxOptions = {
    type: 'error',
    message: label.crashTitle,
    detail: label.crashDetail,
    buttons: [label.crashReload, label.crashClose],
    cancelId: 1,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, question)
    : dialog.showMessageBox(question));
  return response === 0 ? 'reload' : 'close';
}
