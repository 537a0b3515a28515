import { dialog, type BrowserWindow } from 'electron';
import type { FileChooser } from '../workspace/file-chooser.ts';

/** @returns what asks the user for files in the system's own dialogs, over a window: the only place that does. */
export function createFileDialogs(window: BrowserWindow): FileChooser {
  return {
    async chooseSave({ fileName, type }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        defaultPath: fileName,
        filters: [{ name: type.name, extensions: [...type.extensions] }],
      });
      // Some versions of Electron give an empty path, others none.
      return canceled || !filePath ? null : filePath;
    },
    async chooseOpen(type) {
      const { filePaths } = await dialog.showOpenDialog(window, {
        properties: ['openFile'],
        filters: [{ name: type.name, extensions: [...type.extensions] }],
      });
      return filePaths[0] ?? null;
    },
  };
}
