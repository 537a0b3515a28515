export const notices = {
  region: 'Notices',
  notice: 'Notice',
  dismiss: 'Dismiss',
  times: '{{count}} times',
  afterCrash:
    'The page stopped and was loaded again. Drafts are kept, except perhaps what was typed in the last second.',
  writeFailed:
    'Could not write {{file}} ({{reason}}); what you type is kept only until the application ends. Free some space or check the permissions of the folder.',
  corrupt:
    '{{file}} could not be understood, so what it held is missing here. It was set aside as {{reason}} and is not lost.',
  unread:
    'Something in {{file}} could not be read ({{reason}}), so it is missing here. It stays as it is and is read at the next start.',
  unreadSetAside:
    '{{file}} could not be read at the start, and its place was needed. It was set aside as {{reason}} and is not lost.',
  historyStopped:
    'The history of a watch is not kept on disk any further ({{reason}}); what is kept already stays. Free some space, then switch keeping on again.',
  historyKeyLost:
    'The system’s keychain no longer has the key of the histories kept on disk ({{reason}}): they cannot be read, and new ones begin with a new key.',
  historyIncomplete:
    'Part of a history kept on disk is missing or was changed outside Treekeeper. The timeline says where; everything else in it is genuine. Check who can write to {{file}}.',
} as const;
