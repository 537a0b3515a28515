import type { AnswerPaceLimits } from '../answer-pace.ts';
import type { Chroot } from '../chroot.ts';
import type { Turn } from './connection-plan.ts';
import { dial, dialTcp } from './dial.ts';
import type { SessionGrant, SessionOffer } from './handshake.ts';
import { Link, type LinkEvents } from '../link.ts';
import { LinkError, type LinkEnd } from './link-end.ts';
import { speaksTls } from '../security/secure-socket.ts';
import type { TlsContext } from '../security/tls-context.ts';

/** How long it may take to find out more about a server that does not want us. */
const explanationMs = 1_000;

export interface LinkRequest {
  readonly turn: Turn;
  readonly offer: SessionOffer;
  /** Null for plain TCP. */
  readonly tls: TlsContext | null;
  readonly timeoutMs: number;
  /** Aborting it ends the connection, now or later. */
  readonly signal: AbortSignal;
  readonly chroot: Chroot;
  readonly events: LinkEvents;
  /** How slow answers may be; given by tests only. */
  readonly pace?: AnswerPaceLimits;
}

/**
 * One attempt at one server: name, TCP, TLS and handshake within one deadline.
 *
 * @throws LinkError with how far it got; the signal's reason when that was aborted before there was a connection.
 */
export async function openLink(
  request: LinkRequest,
): Promise<{ readonly link: Link; readonly grant: SessionGrant }> {
  const { turn, tls, timeoutMs, signal } = request;
  const deadline = performance.now() + timeoutMs;
  const remainingMs = () => Math.max(1, deadline - performance.now());
  const transport = await dial(turn.address, tls, timeoutMs, signal);
  const link = new Link(transport, turn.name, request.chroot, request.events, request.pace);
  const abandon = () => {
    link.destroy({ code: 'CANCELLED' });
  };
  signal.addEventListener('abort', abandon);
  void link.ended.then(() => {
    signal.removeEventListener('abort', abandon);
  });
  if (signal.aborted) abandon();
  try {
    const grant = await link.handshake(request.offer, remainingMs());
    return { link, grant };
  } catch (error) {
    if (tls !== null || !(error instanceof LinkError)) throw error;
    const timeoutMs = Math.min(remainingMs(), explanationMs);
    throw new LinkError(await explain(error.end, request, timeoutMs));
  }
}

/**
 * A port that wants TLS ends a plain connection without a word, or with one that no ZooKeeper says: only offering TLS
 * distinguishes it from others that do so.
 */
async function explain(end: LinkEnd, request: LinkRequest, timeoutMs: number): Promise<LinkEnd> {
  const { turn, offer, signal } = request;
  // Once there has been a session, it is known that this is not the reason.
  const isNew = offer.sessionId.every((byte) => byte === 0);
  if (!isNew || (end.code !== 'SERVER_HUNG_UP' && end.code !== 'NOT_ZOOKEEPER')) return end;
  const deadline = performance.now() + timeoutMs;
  try {
    const socket = await dialTcp(turn.address, timeoutMs, signal);
    const remainingMs = Math.max(1, deadline - performance.now());
    const isTls = await speaksTls(socket, turn.address.host, remainingMs, signal);
    return isTls ? { code: 'TLS_REQUIRED' } : end;
  } catch (error) {
    if (error instanceof LinkError) return end;
    throw error;
  }
}
