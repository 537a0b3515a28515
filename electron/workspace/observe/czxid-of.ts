import type { LiveChange } from '../../zookeeper/live/live-event.ts';

/** @returns which incarnation of the node an event is about, where that is known. */
export function czxidOf(event: LiveChange): { readonly czxid?: bigint } {
  const czxid = knownCzxid(event);
  return czxid === null ? {} : { czxid };
}

function knownCzxid(event: LiveChange): bigint | null {
  switch (event.kind) {
    case 'created':
      return event.now.kind === 'unread' ? null : event.now.stat.czxid;
    case 'dataChanged':
      return event.now.kind === 'unread' ? event.before.czxid : event.now.stat.czxid;
    case 'deleted':
      return event.before?.czxid ?? null;
    case 'aclChanged':
      return event.czxid;
    case 'childrenChanged':
      return null;
  }
}
