import { MultiError } from '../../errors.ts';
import { failureOf, serverCodes } from '../../error-codes.ts';
import type { MultiOperation, MultiOutcome, MultiResult } from '../../port.ts';
import type { Chroot } from '../chroot.ts';
import type { JuteReader } from '../wire/jute-reader.ts';
import type { JuteWriter } from '../wire/jute-writer.ts';
import type { Operation } from './operation.ts';
import { opCodes, ProtocolError } from '../wire/protocol.ts';
import { readStat } from '../wire/records.ts';
import { createOperation, readCreated, writeCreate } from './write-operations.ts';

/** Several writes, all done or none (`org.apache.zookeeper.MultiOperationRecord`). */
export function multi(operations: readonly MultiOperation[]): Operation<MultiResult[]> {
  const forms = operations.map((operation) =>
    operation.kind === 'create'
      ? createOperation(operation.mode)
      : { opCode: opCodes[operation.kind], needs: undefined },
  );
  // All that may be needed came with the same release.
  const needs = forms.find((form) => form.needs !== undefined)?.needs;
  return {
    name: 'multi',
    opCode: opCodes.multi,
    // A transaction has no path of its own; where it fails, the operation that failed names one.
    isWrite: true,
    ...(needs && { needs }),
    sizeHint: operations.reduce((sum, operation) => sum + 100 + operation.path.length * 2, 0),
    write(writer, chroot) {
      for (const [index, operation] of operations.entries()) {
        writeMultiHeader(writer, forms[index]?.opCode ?? 0, false);
        writeBody(writer, chroot, operation);
      }
      writeMultiHeader(writer, -1, true);
    },
    read: (reader, chroot) => readResults(reader, chroot, operations),
  };
}

/** `MultiHeader`: the operation, whether this is the end, and an error that means something in answers only. */
export function writeMultiHeader(writer: JuteWriter, opCode: number, done: boolean): void {
  writer.int32(opCode).bool(done).int32(-1);
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

/** @throws MultiError when the transaction was not done. */
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
    // Reported at once: results may be nine bytes each, and a frame hundreds of megabytes.
    if (index >= operations.length) throw new ProtocolError('a transaction has too many results');
    if (type === -1) errors.push({ index, code: reader.int32() });
    else results.push(readResult(reader, chroot, type));
  }
  if (errors.length > 0) throw describeErrors(errors, operations);
  if (results.length !== operations.length) {
    throw new ProtocolError(`a transaction has ${String(results.length)} results`);
  }
  return results;
}

function readResult(reader: JuteReader, chroot: Chroot, type: number): MultiResult {
  switch (type) {
    case opCodes.create:
      return { kind: 'create', path: chroot.toClient(reader.string()), stat: null };
    // So far a server answers with create2 for containers and TTL nodes.
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
function describeErrors(
  errors: readonly { index: number; code: number }[],
  operations: readonly MultiOperation[],
): MultiError {
  const outcomes = operations.map(({ path }, index): MultiOutcome => {
    const code = errors.find((error) => error.index === index)?.code ?? serverCodes.ok;
    if (code === serverCodes.ok) return { kind: 'rolledBack' };
    if (code === serverCodes.runtimeInconsistency) return { kind: 'notTried' };
    return { kind: 'failed', failure: failureOf(code, 'multi', path) };
  });
  const first = outcomes.find((outcome) => outcome.kind === 'failed');
  return new MultiError(
    first?.failure ?? failureOf(serverCodes.runtimeInconsistency, 'multi', operations[0]?.path),
    outcomes,
  );
}
