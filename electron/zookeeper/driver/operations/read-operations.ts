import type { Stat } from '../../../../shared/model/stat.ts';
import { serverCodes } from '../../error-codes.ts';
import type { PackedNames } from '../../packed-names.ts';
import type { Operation } from './operation.ts';
import { opCodes } from '../wire/protocol.ts';
import { readAcl, readStat, type AclAnswer } from '../wire/records.ts';

/** A level of a million children has tens of megabytes; names stay packed, so that its size costs memory and no time. */
export const longestListBytes = 256 * 1_024 * 1_024;
/** Sixty times what a server stores by default. A larger value would hold up the window that shows it for seconds. */
const maxValueBytes = 64 * 1_024 * 1_024;

/** Requests that change nothing. One-shot watches are never asked for: see `watch-operations.ts`. */

export function getChildren(path: string): Operation<{ children: string[]; stat: Stat }> {
  return {
    name: 'getChildren',
    opCode: opCodes.getChildren2,
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).bool(false),
    read: (reader) => ({ children: reader.strings(), stat: readStat(reader) }),
  };
}

/** As `getChildren`, with the names as they came: for levels of any size. */
export function listChildren(path: string): Operation<{ names: PackedNames; stat: Stat }> {
  return {
    name: 'getChildren',
    opCode: opCodes.getChildren2,
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).bool(false),
    read: (reader) => ({ names: reader.packedStrings(), stat: readStat(reader) }),
    maxReplyBytes: longestListBytes,
  };
}

export function getData(path: string): Operation<{ data: Uint8Array | null; stat: Stat }> {
  return {
    name: 'getData',
    opCode: opCodes.getData,
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).bool(false),
    read: (reader) => ({ data: reader.bytes(), stat: readStat(reader) }),
    maxReplyBytes: maxValueBytes,
  };
}

const absent = { result: null };

export function exists(path: string): Operation<Stat | null> {
  return {
    name: 'exists',
    opCode: opCodes.exists,
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).bool(false),
    read: readStat,
    recover: (serverCode) => (serverCode === serverCodes.noNode ? absent : undefined),
  };
}

export function getAcl(path: string, longest?: number): Operation<AclAnswer & { stat: Stat }> {
  return {
    name: 'getAcl',
    opCode: opCodes.getAcl,
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)),
    read: (reader) => ({ ...readAcl(reader, longest), stat: readStat(reader) }),
  };
}

export function sync(path: string): Operation<void> {
  return {
    name: 'sync',
    opCode: opCodes.sync,
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)),
    read: (reader) => void reader.string(),
  };
}
