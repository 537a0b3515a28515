import {
  dialog,
  type BrowserWindow,
  type OpenDialogOptions,
  type SaveDialogOptions,
} from 'electron';
import type { FileChooser } from '../workspace/file-chooser.ts';

/**
 * @param findWindow the window that a dialog stands over; null for none
 * @returns what asks the user for files in the system's own dialogs: the only place that does.
 */
export function createFileDialogs(findWindow: () => BrowserWindow | null): FileChooser {
  const save = (options: SaveDialogOptions) => {
    const window = findWindow();
    return window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options);
  };
  const open = (options: OpenDialogOptions) => {
    const window = findWindow();
    return window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options);
  };
  return {
    async chooseSave({ fileName, type }) {
      const { canceled, filePath } = await save({
        defaultPath: fileName,
        filters: [{ name: type.name, extensions: [...type.extensions] }],
      });
      // Some versions of Electron give an empty path, others none.
      return canceled || !filePath ? null : filePath;
    },
    async chooseOpen(type) {
      const { filePaths } = await open({
        properties: ['openFile'],
        filters: [{ name: type.name, extensions: [...type.extensions] }],
      });
      return filePaths[0] ?? null;
    },
  };
}
