export const licences = {
  title: 'Licences',
  own: 'Treekeeper is licensed under the Apache License 2.0. These are the libraries it is made of:',
  runtime:
    'Electron and Chromium have theirs beside the application, in LICENSE.electron.txt and LICENSES.chromium.html.',
  libraries: 'Licences of the libraries',
  reading: 'Reading the licences…',
  close: 'Close',
} as const;
