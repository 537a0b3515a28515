export const statusBar = {
  name: 'Status bar',
  session: 'Session',
  states: {
    connecting: 'Connecting',
    connected: 'Connected',
    readOnly: 'Read-only',
    reconnecting: 'Reconnecting',
    expired: 'Expired',
    authFailed: 'Authentication failed',
    closed: 'Closed',
  },
  attempt: 'attempt {{attempt}}',
  lostSince: 'lost {{server}} at {{time}} · attempt {{attempt}}',
  noConnection: 'no connection is open',
  readOnlyServer: 'this server has lost the majority and only answers reads',
  expiredDetail: 'opening a new session',
  lock: 'read-only lock',
  lockHelp: 'This connection was opened read-only: every change is refused.',
  sessionId: 'session',
  timeout: 'timeout {{timeout}}',
  timeoutHelp: 'Session timeout granted by the server; asked for: {{asked}}',
  watches: '{{count}} / {{budget}} watches',
  watchesHelp: 'Watches held on the server, and the most that Treekeeper will hold',
  language: 'Language: {{language}}',
  theme: 'Theme',
  followSystem: 'Follow the system',
  light: 'Light',
  dark: 'Dark',
  connectAgain: 'Connect again',
  expiryNews_zero:
    'The session expired at {{time}}; it owned no ephemeral nodes. A new session is in use and everything shown has been read again.',
  expiryNews_one:
    'The session expired at {{time}}, and {{count}} ephemeral node it owned is gone. A new session is in use and everything shown has been read again.',
  expiryNews_other:
    'The session expired at {{time}}, and {{count}} ephemeral nodes it owned are gone. A new session is in use and everything shown has been read again.',
  stuckNews:
    'The servers answer and hang up: what they hold may be older than what this window has seen, because it was wiped or restored, or they have lost the majority. This session cannot go on there; begin a new one.',
  beginNewSession: 'Begin a new session',
  otherDataNews:
    'Other data than last time answers at this address: another ensemble, or one that was wiped and filled anew. What you had typed for the other data is kept, and is shown as a conflict.',
  closedNews: 'The session had expired, and a new one cannot be opened.',
  authFailedNews: 'The server did not accept the credentials of this session, so it is closed.',
} as const;
