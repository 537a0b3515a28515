import type { NewerOperation } from '../../capabilities.ts';
import type { Chroot } from '../chroot.ts';
import type { JuteReader } from '../wire/jute-reader.ts';
import { JuteWriter } from '../wire/jute-writer.ts';

/** Stands for a code of the server, none of which is above zero. */
export const replyTooLong = 1;

/** One request and how to read its answer: the decoder travels with the request. */
export interface Operation<Result> {
  /** As the user knows it; it names the operation in a failure. */
  readonly name: string;
  readonly opCode: number;
  /** The znode concerned, inside the chroot. */
  readonly path?: string;
  /** A write that was sent when the connection was lost may or may not have been done. */
  readonly isWrite: boolean;
  /** Set when not every server has it; it is then not sent to one that has not. */
  readonly needs?: NewerOperation;
  /** What the frame will need beyond a few short fields, in bytes. */
  readonly sizeHint?: number;
  write(writer: JuteWriter, chroot: Chroot): void;
  /** Called only for an answer without an error. */
  read(reader: JuteReader, chroot: Chroot): Result;
  /**
   * A longer reply is passed over as it comes in, without being kept: `recover` then gets `replyTooLong`, and where it
   * makes nothing of it the request fails with ANSWER_TOO_LARGE. 16 MiB when absent.
   */
  readonly maxReplyBytes?: number;
  /** Makes an error of the server an ordinary answer. */
  recover?(serverCode: number): { readonly result: Result } | undefined;
}

/** @returns a request as it goes over the wire, its length in front. */
export function encodeRequest(xid: number, operation: Operation<unknown>, chroot: Chroot): Buffer {
  const writer = new JuteWriter(128 + (operation.sizeHint ?? 0));
  writer.int32(xid).int32(operation.opCode);
  operation.write(writer, chroot);
  return writer.finish();
}
