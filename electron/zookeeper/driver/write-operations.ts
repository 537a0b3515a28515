import { openAcl, type AclEntry } from '../../../shared/model/acl.ts';
import { hasTtl, isSequential, type CreateMode } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { Capabilities, NewerOperation } from '../capabilities.ts';
import type { CreateRequest } from '../port.ts';
import type { Chroot } from './chroot.ts';
import type { JuteReader } from './jute-reader.ts';
import type { JuteWriter } from './jute-writer.ts';
import type { Operation } from './operation.ts';
import { opCodes } from './protocol.ts';
import { readStat, writeAcl } from './records.ts';

/** Requests that change one znode. Their records are shared with `multi.ts`. */

/** `org.apache.zookeeper.CreateMode`. */
const createFlags: Readonly<Record<CreateMode, number>> = {
  persistent: 0,
  ephemeral: 1,
  persistentSequential: 2,
  ephemeralSequential: 3,
  container: 4,
  ttl: 5,
  ttlSequential: 6,
};

/** The one of several operations that creates a node of a mode, and what it needs. */
export interface CreateOperation {
  readonly opCode: number;
  readonly needs?: NewerOperation;
}

export function createOperation(mode: CreateMode): CreateOperation {
  if (mode === 'container') return { opCode: opCodes.createContainer, needs: 'createContainer' };
  if (hasTtl(mode)) return { opCode: opCodes.createTtl, needs: 'createTtl' };
  return { opCode: opCodes.create };
}

export function writeCreate(writer: JuteWriter, chroot: Chroot, request: CreateRequest): void {
  const { path, mode } = request;
  writer.string(isSequential(mode) ? chroot.toServerPrefix(path) : chroot.toServer(path));
  writer.bytes(request.data);
  writeAcl(writer, request.acl ?? openAcl);
  writer.int32(createFlags[mode]);
  if (hasTtl(mode)) writer.int64(BigInt(request.ttlMs ?? 0));
}

/** The answer to create2, createContainer and createTTL; that to create is the path alone. */
export function readCreated(reader: JuteReader, chroot: Chroot): { path: string; stat: Stat } {
  return { path: chroot.toClient(reader.string()), stat: readStat(reader) };
}

export function create(
  request: CreateRequest,
  server: Capabilities,
): Operation<{ path: string; stat: Stat | null }> {
  const operation = createOperation(request.mode);
  const { opCode } = operation;
  // The same request, but answered with the Stat as well.
  const hasStat = opCode !== opCodes.create || server.supports('create2');
  return {
    ...operation,
    name: 'create',
    opCode: hasStat && opCode === opCodes.create ? opCodes.create2 : opCode,
    path: request.path,
    isWrite: true,
    sizeHint: request.path.length + (request.data?.length ?? 0),
    write: (writer, chroot) => {
      writeCreate(writer, chroot, request);
    },
    read: (reader, chroot) =>
      hasStat
        ? readCreated(reader, chroot)
        : { path: chroot.toClient(reader.string()), stat: null },
  };
}

export function setData(path: string, data: Uint8Array | null, version: number): Operation<Stat> {
  return {
    name: 'setData',
    opCode: opCodes.setData,
    path,
    isWrite: true,
    sizeHint: path.length + (data?.length ?? 0),
    write: (writer, chroot) => writer.string(chroot.toServer(path)).bytes(data).int32(version),
    read: readStat,
  };
}

export function deleteNode(path: string, version: number): Operation<void> {
  return {
    name: 'delete',
    opCode: opCodes.delete,
    path,
    isWrite: true,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).int32(version),
    read: () => undefined,
  };
}

export function setAcl(path: string, acl: readonly AclEntry[], aversion: number): Operation<Stat> {
  return {
    name: 'setAcl',
    opCode: opCodes.setAcl,
    path,
    isWrite: true,
    write: (writer, chroot) => {
      writer.string(chroot.toServer(path));
      writeAcl(writer, acl);
      writer.int32(aversion);
    },
    read: readStat,
  };
}

/** Ends the session; its ephemeral nodes go at once. */
export const closeSession: Operation<void> = {
  name: 'close',
  opCode: opCodes.closeSession,
  isWrite: false,
  write: () => undefined,
  read: () => undefined,
};
