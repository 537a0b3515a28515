import { failureOf, serverCodes } from '../../error-codes.ts';
import type { ReadOperation, ReadResult } from '../../port.ts';
import type { JuteReader } from '../wire/jute-reader.ts';
import { longestListBytes } from './read-operations.ts';
import { writeMultiHeader } from './multi.ts';
import { replyTooLong, type Operation } from './operation.ts';
import { opCodes, ProtocolError } from '../wire/protocol.ts';
import { readStat } from '../wire/records.ts';

/**
 * Several reads in one round trip (`org.apache.zookeeper.ZooKeeper.multi` with reads; 3.6 or newer). Each has a result
 * of its own: one that fails does not stop the others.
 * @param maxReplyBytes a longer reply is passed over instead of being taken into memory.
 */
export function multiRead(
  operations: readonly ReadOperation[],
  maxReplyBytes = longestListBytes,
): Operation<ReadResult[] | null> {
  return {
    name: 'multiRead',
    opCode: opCodes.multiRead,
    isWrite: false,
    needs: 'multiRead',
    sizeHint: operations.reduce((sum, { path }) => sum + 30 + path.length * 2, 0),
    write(writer, chroot) {
      for (const { kind, path } of operations) {
        writeMultiHeader(writer, opCodes[kind], false);
        writer.string(chroot.toServer(path)).bool(false);
      }
      writeMultiHeader(writer, -1, true);
    },
    read: (reader) => readResults(reader, operations),
    maxReplyBytes,
    recover: (serverCode) => (serverCode === replyTooLong ? { result: null } : undefined),
  };
}

function readResults(reader: JuteReader, operations: readonly ReadOperation[]): ReadResult[] {
  const results: ReadResult[] = [];
  for (const operation of operations) {
    const type = reader.int32();
    const done = reader.bool();
    reader.int32();
    if (done) break;
    results.push(readResult(reader, type, operation));
  }
  if (results.length !== operations.length) {
    throw new ProtocolError(
      `${String(operations.length)} reads have ${String(results.length)} results`,
    );
  }
  return results;
}

function readResult(reader: JuteReader, type: number, { kind, path }: ReadOperation): ReadResult {
  switch (type) {
    case -1: {
      const code = reader.int32();
      // What was not tried carries no reason of its own.
      return {
        kind: 'failure',
        failure: failureOf(code || serverCodes.runtimeInconsistency, kind, path),
      };
    }
    case opCodes.getChildren:
      return { kind: 'children', names: reader.packedStrings() };
    case opCodes.getData:
      return { kind: 'data', data: reader.bytes(), stat: readStat(reader) };
    default:
      throw new ProtocolError(`a read has a result of type ${String(type)}`);
  }
}
