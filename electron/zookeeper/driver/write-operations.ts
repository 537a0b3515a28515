import { openAcl, type AclEntry } from '../../../shared/model/acl.ts';
import { hasTtl, type CreateMode } from '../../../shared/model/node.ts';
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

/** The one of several operations that creates a node of this mode on this server, and what it needs. */
export interface CreateOperation {
  readonly opCode: number;
  readonly needs?: NewerOperation;
}

/** @returns the operation that also answers with the Stat, where the server has it. */
export function createOperation(mode: CreateMode, server: Capabilities): CreateOperation {
  if (mode === 'container') return { opCode: opCodes.createContainer, needs: 'createContainer' };
  if (hasTtl(mode)) return { opCode: opCodes.createTtl, needs: 'createTtl' };
  return { opCode: server.supports('create2') ? opCodes.create2 : opCodes.create };
}

export function writeCreate(writer: JuteWriter, chroot: Chroot, request: CreateRequest): void {
  writer.string(chroot.toServer(request.path)).bytes(request.data);
  writeAcl(writer, request.acl ?? openAcl);
  writer.int32(createFlags[request.mode]);
  if (hasTtl(request.mode)) writer.int64(BigInt(request.ttlMs ?? 0));
}

/** The answer to create2, createContainer and createTTL; that to create is the path alone. */
export function readCreated(reader: JuteReader, chroot: Chroot): { path: string; stat: Stat } {
  return { path: chroot.toClient(reader.string()), stat: readStat(reader) };
}

export function create(
  request: CreateRequest,
  server: Capabilities,
): Operation<{ path: string; stat: Stat | null }> {
  const operation = createOperation(request.mode, server);
  return {
    name: 'create',
    ...operation,
    path: request.path,
    isWrite: true,
    sizeHint: request.path.length + (request.data?.length ?? 0),
    write: (writer, chroot) => {
      writeCreate(writer, chroot, request);
    },
    read: (reader, chroot) =>
      operation.opCode === opCodes.create
        ? { path: chroot.toClient(reader.string()), stat: null }
        : readCreated(reader, chroot),
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
