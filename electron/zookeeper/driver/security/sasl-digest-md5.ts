import { createHash } from 'node:crypto';
import type { SaslCredential } from '../../security.ts';
import { ProtocolError } from '../wire/protocol.ts';

/** Service and host name are fixed on both sides: `org.apache.zookeeper.server.ZooKeeperSaslServer`. */
const defaultRealm = 'zk-sasl-md5';
const zooKeeperUri = 'zookeeper/zk-sasl-md5';
const nonceCount = '00000001';
/** Bytes: RFC 2831, 2.1.1. */
const longestChallenge = 2_048;

export interface DigestAnswer {
  /** The token for the server. */
  readonly token: Buffer;
  /** What the server's next token has to be: only who knows the password can compute it. */
  readonly proof: string;
}

/**
 * Answers the challenge of a server by SASL DIGEST-MD5 (RFC 2831), for authentication only (qop `auth`).
 *
 * @param clientNonce random, never the same twice.
 * @param digestUri another service's; given by tests only.
 * @throws ProtocolError when this is no such challenge.
 */
export function answerChallenge(
  challenge: Uint8Array,
  { user, password }: SaslCredential,
  clientNonce: string,
  digestUri = zooKeeperUri,
): DigestAnswer {
  if (challenge.length > longestChallenge) throw new ProtocolError('the challenge is too long');
  const directives = parseDirectives(Buffer.from(challenge).toString('utf8'));
  const nonce = directives.get('nonce');
  const qops = (directives.get('qop') ?? 'auth').split(',').map((qop) => qop.trim());
  if (nonce === undefined || directives.get('algorithm') !== 'md5-sess' || !qops.includes('auth')) {
    throw new ProtocolError('the challenge is not one of SASL DIGEST-MD5');
  }
  const realm = directives.get('realm') ?? defaultRealm;
  const identity = Buffer.concat([
    hashable(user),
    colon,
    hashable(realm),
    colon,
    hashable(password),
  ]);
  const a1 = md5(Buffer.concat([md5(identity), Buffer.from(`:${nonce}:${clientNonce}`)]));
  const digest = (a2: string) =>
    hex(`${a1.toString('hex')}:${nonce}:${nonceCount}:${clientNonce}:auth:${hex(a2)}`);
  const token = [
    'charset=utf-8',
    `username=${quote(user)}`,
    `realm=${quote(realm)}`,
    `nonce=${quote(nonce)}`,
    `nc=${nonceCount}`,
    `cnonce=${quote(clientNonce)}`,
    `digest-uri=${quote(digestUri)}`,
    'maxbuf=65536',
    `response=${digest(`AUTHENTICATE:${digestUri}`)}`,
    'qop=auth',
  ].join(',');
  return { token: Buffer.from(token), proof: `rspauth=${digest(`:${digestUri}`)}` };
}

const colon = Buffer.from(':');

/** ISO 8859-1 for a text that fits into it, although everything is sent as UTF-8: RFC 2831, 2.1.2.1. */
function hashable(text: string): Buffer {
  const fits = /^[\0-\xff]*$/.test(text);
  return Buffer.from(text, fits ? 'latin1' : 'utf8');
}

/** Reads `name=value` and `name="value"`, separated by commas; the first of several values counts. */
function parseDirectives(text: string): Map<string, string> {
  const directives = new Map<string, string>();
  const pattern = /\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/gsy;
  for (const [, name = '', quoted, plain = ''] of text.matchAll(pattern)) {
    const value = quoted?.replace(/\\(.)/gs, '$1') ?? plain;
    const key = name.toLowerCase();
    if (!directives.has(key)) directives.set(key, value);
  }
  return directives;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function md5(data: Uint8Array): Buffer {
  return createHash('md5').update(data).digest();
}

function hex(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
