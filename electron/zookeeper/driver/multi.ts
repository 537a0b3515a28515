import { ZooKeeperError } from '../errors.ts';
import { failureOf, serverCodes } from '../error-codes.ts';
import type { MultiOperation, MultiResult } from '../port.ts';
import type { Chroot } from './chroot.ts';
import type { JuteReader } from './jute-reader.ts';
import type { JuteWriter } from './jute-writer.ts';
import type { Operation } from './operation.ts';
import { opCodes, ProtocolError } from './protocol.ts';
import { readStat } from './records.ts';
import { createOpCode, readCreated, writeCreate } from './write-operations.ts';

/** Several writes, all done or none (`org.apache.zookeeper.MultiOperationRecord`). */
export function multi(operations: readonly MultiOperation[]): Operation<MultiResult[]> {
  return {
    name: 'multi',
    opCode: opCodes.multi,
    // A transaction has no path of its own; where it fails, the operation that failed names one.
    isWrite: true,
    sizeHint: operations.reduce((sum, operation) => sum + 100 + operation.path.length * 2, 0),
    write(writer, chroot) {
      for (const operation of operations) {
        writeHeader(writer, opCodeOf(operation), false);
        writeBody(writer, chroot, operation);
      }
      writeHeader(writer, -1, true);
    },
    read: (reader, chroot) => readResults(reader, chroot, operations),
  };
}

/** `MultiHeader`: the operation, whether this is the end, and an error that means something in answers only. */
function writeHeader(writer: JuteWriter, opCode: number, done: boolean): void {
  writer.int32(opCode).bool(done).int32(-1);
}

function opCodeOf(operation: MultiOperation): number {
  return operation.kind === 'create' ? createOpCode(operation.mode) : opCodes[operation.kind];
}

function writeBody(writer: JuteWriter, chroot: Chroot, operation: MultiOperation): void {
  if (operation.kind === 'create') {
    writeCreate(writer, chroot, operation);
    return;
  }
  writer.string(chroot.toServer(operation.path));
  if (operation.kind === 'setData') writer.bytes(operation.data);
  writer.int32(operation.version);
}

/** @throws ZooKeeperError of the operation that made the transaction fail. */
function readResults(
  reader: JuteReader,
  chroot: Chroot,
  operations: readonly MultiOperation[],
): MultiResult[] {
  const results: MultiResult[] = [];
  const errors: { index: number; code: number }[] = [];
  for (let index = 0; ; index++) {
    const type = reader.int32();
    const done = reader.bool();
    reader.int32();
    if (done) break;
    // Told at once: results may be nine bytes each, and a frame hundreds of megabytes.
    if (index >= operations.length) throw new ProtocolError('a transaction has too many results');
    if (type === -1) errors.push({ index, code: reader.int32() });
    else results.push(readResult(reader, chroot, type));
  }
  if (errors.length > 0) throw firstError(errors, operations);
  if (results.length !== operations.length) {
    throw new ProtocolError(`a transaction has ${String(results.length)} results`);
  }
  return results;
}

function readResult(reader: JuteReader, chroot: Chroot, type: number): MultiResult {
  switch (type) {
    case opCodes.create:
      return { kind: 'create', path: chroot.toClient(reader.string()), stat: null };
    case opCodes.create2:
    case opCodes.createContainer:
    case opCodes.createTtl:
      return { kind: 'create', ...readCreated(reader, chroot) };
    case opCodes.setData:
      return { kind: 'setData', stat: readStat(reader) };
    case opCodes.delete:
      return { kind: 'delete' };
    case opCodes.check:
      return { kind: 'check' };
    default:
      throw new ProtocolError(`a transaction has a result of type ${String(type)}`);
  }
}

/** Operations before the one that failed were rolled back (0), those after it were not tried (-2). */
function firstError(
  errors: readonly { index: number; code: number }[],
  operations: readonly MultiOperation[],
): ZooKeeperError {
  const real = errors.find(({ code }) => code !== 0 && code !== serverCodes.runtimeInconsistency);
  const { index, code } = real ?? { index: 0, code: serverCodes.runtimeInconsistency };
  const failed = operations[index];
  return new ZooKeeperError(failureOf(code, 'multi', failed?.path));
}
