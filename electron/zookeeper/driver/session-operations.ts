import type { Identity } from '../port.ts';
import type { Operation } from './operation.ts';
import { opCodes } from './protocol.ts';

/** Requests about the session itself and about whole subtrees. */

/** The server compares text, so that `/a` also finds `/ab`. */
export function getEphemerals(prefix: string): Operation<string[]> {
  return {
    name: 'getEphemerals',
    opCode: opCodes.getEphemerals,
    needs: 'getEphemerals',
    path: prefix,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(prefix)),
    read: (reader, chroot) => reader.strings().map((path) => chroot.toClient(path)),
  };
}

export function getAllChildrenNumber(path: string): Operation<number> {
  return {
    name: 'getAllChildrenNumber',
    opCode: opCodes.getAllChildrenNumber,
    needs: 'getAllChildrenNumber',
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)),
    read: (reader) => reader.int32(),
  };
}

export const whoAmI: Operation<Identity[]> = {
  name: 'whoAmI',
  opCode: opCodes.whoAmI,
  needs: 'whoAmI',
  isWrite: false,
  write: () => undefined,
  read: (reader) =>
    Array.from({ length: reader.vectorLength(8) }, () => {
      const scheme = reader.string();
      return { scheme, id: reader.string() };
    }),
};
