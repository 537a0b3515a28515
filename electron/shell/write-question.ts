import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';
import type { Language } from '../../shared/model/application.ts';
import { visibleConnection } from '../../shared/visible-name.ts';
import { menuLabels } from './menu-labels.ts';

export interface WriteQuestion {
  /** As the user knows it. */
  readonly connection: string;
  readonly language: Language;
  /** The one that the question stands over; null where there is none. */
  readonly window: BrowserWindow | null;
  /** Closes the dialog, and the answer is no. */
  readonly signal: AbortSignal;
}

/**
 * Asks the user in a dialog of the system, which no page can answer, whether a connection may write to servers that
 * were read-only before.
 * @returns whether it may
 */
export async function askToWrite(question: WriteQuestion): Promise<boolean> {
  const { connection, language, window, signal } = question;
  if (signal.aborted) return false;
  const labels = menuLabels[language];
  const options: MessageBoxOptions = {
    type: 'warning',
    message: labels.askToWrite,
    detail: `${visibleConnection(connection)}\n\n${labels.askToWriteDetail}`,
    buttons: [labels.stayReadOnly, labels.allowWriting],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    signal,
  };
  const { response } = await (window
    ? dialog.showMessageBox(window, options)
    : dialog.showMessageBox(options));
  // Also one that was given in the moment in which the question had lost its meaning.
  return response === 1 && !signal.aborted;
}
