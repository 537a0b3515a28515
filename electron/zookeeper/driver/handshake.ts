import { JuteReader } from './jute-reader.ts';
import { JuteWriter } from './jute-writer.ts';
import { endOfServerCode, LinkError } from './link-end.ts';
import { ProtocolError, replyHeaderBytes } from './protocol.ts';

export interface SessionOffer {
  /** 8 bytes. */
  readonly lastZxid: Uint8Array;
  readonly sessionTimeoutMs: number;
  /** 8 bytes, zero for a new session. */
  readonly sessionId: Uint8Array;
  /** 16 bytes, zero for a new session. */
  readonly password: Uint8Array;
  /** Whether a server without a quorum, which can only read, will do. */
  readonly allowReadOnly: boolean;
}

export interface SessionGrant {
  /** What the server made of the timeout; 0 when the session has expired. */
  readonly sessionTimeoutMs: number;
  readonly sessionId: bigint;
  readonly password: Uint8Array;
  readonly readOnly: boolean;
}

/** @returns the first frame of a connection, which alone has no header. */
export function encodeOffer(offer: SessionOffer): Buffer {
  return new JuteWriter(64)
    .int32(0)
    .raw(offer.lastZxid)
    .int32(offer.sessionTimeoutMs)
    .raw(offer.sessionId)
    .bytes(offer.password)
    .bool(offer.allowReadOnly)
    .finish();
}

/** The longest answer there is, with room for a longer password than today's. */
export const maxGrantBytes = 256;

/**
 * @throws ProtocolError when this is not what a ZooKeeper server answers.
 * @throws LinkError when it is an error: a read-only server answers so when it may not open sessions.
 */
export function decodeGrant(frame: Buffer): SessionGrant {
  if (frame.length === replyHeaderBytes) {
    throw new LinkError(endOfServerCode(frame.readInt32BE(12)));
  }
  const reader = new JuteReader(frame);
  const protocolVersion = reader.int32();
  const sessionTimeoutMs = reader.int32();
  const sessionId = reader.int64();
  const password = reader.bytes();
  if (protocolVersion !== 0 || password?.length !== 16 || reader.remaining > 1) {
    throw new ProtocolError('the answer is not that of a ZooKeeper server');
  }
  // Servers before 3.4 do not send the last byte.
  const readOnly = reader.remaining === 1 && reader.bool();
  return { sessionTimeoutMs, sessionId, password, readOnly };
}
