export const notices = {
  region: 'Notices',
  notice: 'Notice',
  dismiss: 'Dismiss',
  times: '{{count}} times',
  writeFailed:
    'Could not write {{file}} ({{reason}}); what you type is kept only until the application ends. Free some space or check the permissions of the folder.',
} as const;
