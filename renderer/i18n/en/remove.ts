export const remove = {
  close: 'Close',
  title: 'Delete {{path}}',
  counting: 'Counting what is below {{path}}',
  counted_one: '{{formatted}} node so far',
  counted_other: '{{formatted}} nodes so far',
  onlyThis: 'This deletes {{path}}, one node without children.',
  withChildren_one:
    'This deletes {{path}} and everything below it: {{total}} nodes in all, itself and {{formatted}} below it.',
  withChildren_other:
    'This deletes {{path}} and everything below it: {{total}} nodes in all, itself and {{formatted}} below it.',
  ephemerals_one:
    '{{formatted}} of them is ephemeral: whoever owns it loses it, for example a lock or a registration.',
  ephemerals_other:
    '{{formatted}} of them are ephemeral: whoever owns them loses them, for example locks or registrations.',
  drafts_one: '{{formatted}} draft typed for these nodes stays until you discard it.',
  drafts_other: '{{formatted}} drafts typed for these nodes stay until you discard them.',
  sample: 'Among them',
  andMore_one: 'and {{formatted}} more',
  andMore_other: 'and {{formatted}} more',
  noUndo: 'This cannot be undone.',
  confirm: 'Delete',
  confirmMany: 'Delete {{formatted}} nodes',
  typeName: 'Type the name to confirm',
  typeNameHint: 'Its name: “{{name}}”',
  done_one: 'Deleted {{path}}.',
  done_other: 'Deleted {{path}} and everything below it: {{formatted}} nodes.',
  changed: '{{path}} has changed since you opened this dialog. This is the count as it is now.',
  gone: '{{path}} no longer exists: there is nothing to delete.',
  stopped_one: 'Stopped. {{formatted}} node had been deleted until then.',
  stopped_other: 'Stopped. {{formatted}} nodes had been deleted until then.',
  countAgain: 'Count again',
} as const;
