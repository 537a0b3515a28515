/** The context menu of every editor. */
export const editor = {
  menu: 'Text',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  format: 'Format',
  wrap: 'Wrap lines',
  wrapNot: 'Do not wrap lines',
  copyValue: 'Copy value',
  find: 'Find',
} as const;
