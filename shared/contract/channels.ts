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
