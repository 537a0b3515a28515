export const licences = {
  title: 'Licences',
  own: 'Treekeeper is licensed under the Apache License 2.0.',
  runtime:
    'Electron and Chromium have theirs beside the application, in LICENSE.electron.txt and LICENSES.chromium.html.',
  lead: 'The libraries it is made of:',
  libraries: 'Licences of the libraries',
  reading: 'Reading the licences…',
  close: 'Close',
} as const;
