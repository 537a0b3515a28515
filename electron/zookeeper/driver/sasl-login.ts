import { randomBytes } from 'node:crypto';
import { isFailure, ZooKeeperError } from '../errors.ts';
import type { SaslCredential } from '../security.ts';
import type { Operation } from './operation.ts';
import { opCodes } from './protocol.ts';
import { answerChallenge } from './sasl-digest-md5.ts';

type Send = <Result>(operation: Operation<Result>) => Promise<Result>;

/**
 * Proves to a server that we know the password, and lets it prove the same.
 *
 * @param send sends a request; nothing else may be under way.
 * @throws ZooKeeperError AUTH_FAILED when the server does not accept the proof, SASL_UNSUPPORTED when it does not know
 *   SASL, SERVER_UNPROVEN when its own proof is wrong; ProtocolError for a challenge that is none.
 */
export async function loginWithSasl(send: Send, credential: SaslCredential): Promise<void> {
  const challenge = await send(saslToken(new Uint8Array(0)));
  // A server without SASL answers all the same, with nothing.
  if (challenge === null) throw failed('SASL_UNSUPPORTED');
  const { token, proof } = answerChallenge(challenge, credential, randomBytes(16).toString('hex'));
  const confirmation = await send(saslToken(token)).catch((error: unknown) => {
    // What a server that insists on SASL answers to a wrong password.
    throw isFailure(error, 'SASL_REQUIRED') ? failed('AUTH_FAILED') : error;
  });
  // `zookeeper.allowSaslFailedClients` lets clients in as nobody; who gives a password wants to be somebody.
  if (confirmation === null) throw failed('AUTH_FAILED');
  if (Buffer.from(confirmation).toString() !== proof) throw failed('SERVER_UNPROVEN');
}

/** One step of the conversation; null is an answer without a token. */
export function saslToken(token: Uint8Array): Operation<Uint8Array | null> {
  return {
    name: 'connect',
    opCode: opCodes.sasl,
    isWrite: false,
    sizeHint: token.length,
    write: (writer) => writer.bytes(token),
    read: (reader) => reader.bytes(),
  };
}

function failed(code: 'AUTH_FAILED' | 'SASL_UNSUPPORTED' | 'SERVER_UNPROVEN'): ZooKeeperError {
  return new ZooKeeperError({ code, operation: 'connect', retryable: false });
}
