import { JuteWriter } from '../wire/jute-writer.ts';
import { opCodes, reservedXids } from '../wire/protocol.ts';
import type { Operation } from './operation.ts';

/** Keeps a session alive; answered under an id of its own, ahead of requests. */
export const ping: Operation<void> = {
  name: 'connect',
  opCode: opCodes.ping,
  isWrite: false,
  write: () => undefined,
  read: () => undefined,
};

/** A ping as it is sent. */
export const pingFrame = new JuteWriter(12).int32(reservedXids.ping).int32(opCodes.ping).finish();
