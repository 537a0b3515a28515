import type { Operation } from './operation.ts';
import { opCodes } from '../wire/protocol.ts';

/** Adds an identity to the session, for example scheme `digest` with `user:password`. */
export function addAuthentication(scheme: string, credential: Uint8Array): Operation<void> {
  return {
    name: 'addAuth',
    opCode: opCodes.auth,
    isWrite: false,
    sizeHint: scheme.length + credential.length,
    write: (writer) => writer.int32(0).string(scheme).bytes(credential),
    read: () => undefined,
  };
}
