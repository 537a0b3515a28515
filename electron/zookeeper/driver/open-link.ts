import type { Chroot } from './chroot.ts';
import type { Turn } from './connection-plan.ts';
import { dial } from './dial.ts';
import type { SessionGrant, SessionOffer } from './handshake.ts';
import { Link, type LinkEvents } from './link.ts';

/**
 * One attempt at one server: name, TCP and handshake within one deadline.
 *
 * Aborting the signal ends the connection, now or later.
 * @throws LinkError with how far it got; the signal's reason when that was aborted before there was a connection.
 */
export async function openLink(
  turn: Turn,
  offer: SessionOffer,
  timeoutMs: number,
  signal: AbortSignal,
  chroot: Chroot,
  events: LinkEvents,
): Promise<{ readonly link: Link; readonly grant: SessionGrant }> {
  const deadline = performance.now() + timeoutMs;
  const socket = await dial(turn.address, timeoutMs, signal);
  const link = new Link(socket, turn.name, chroot, events);
  const abandon = () => {
    link.destroy({ code: 'CANCELLED' });
  };
  signal.addEventListener('abort', abandon);
  void link.ended.then(() => {
    signal.removeEventListener('abort', abandon);
  });
  if (signal.aborted) abandon();
  const grant = await link.handshake(offer, Math.max(1, deadline - performance.now()));
  return { link, grant };
}
