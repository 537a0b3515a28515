/** The channels between the preload script and the main process; a page never sees them. */
export const ipcChannels = {
  /** A call with its name, input and call id; answered with a `Result`. */
  call: 'treekeeper:call',
  /** The id of a call that is to end. */
  cancel: 'treekeeper:cancel',
  subscribe: 'treekeeper:subscribe',
  unsubscribe: 'treekeeper:unsubscribe',
  /** To the page: the name of a topic and its value. */
  topic: 'treekeeper:topic',
} as const;

/** Those of a tab strip. */
export const stripChannels = {
  action: 'treekeeper:strip-action',
  /** To the strip: all that it shows. */
  state: 'treekeeper:strip-state',
  /** To the strip: the keyboard is wanted in it. */
  focus: 'treekeeper:strip-focus',
} as const;

/** What the main process gives the preload script of a tab strip, so that it offers the strip's bridge alone. */
export const stripArgument = '--treekeeper-strip';
