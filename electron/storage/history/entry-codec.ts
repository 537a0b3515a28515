import { z } from 'zod';
import {
  comparisonStates,
  entryKinds,
  gapReasons,
  seenByWays,
  sessionTurns,
  type Change,
  type ChangeDetail,
  type ChangeValue,
} from '../../../shared/model/change.ts';
import { formatJson, parseJson } from '../json-text.ts';

/*
 * An entry of the timeline as bytes: the length of its head (32 bits, big-endian), the head as JSON, then the data
 * before and after, as long as the head says. Values are bytes and stay bytes.
 */

/** An entry of the timeline with what distinguishes the incarnations of a node. */
export interface KeptEntry extends ChangeDetail {
  /** Of the node that changed, as far as it is known. */
  readonly czxid?: bigint;
}

/** A value as the head has it: `sizeBytes` bytes of data follow, null for a node whose data is null. */
type ValueHead =
  | { readonly kind: 'value'; readonly version: number; readonly sizeBytes: number | null }
  | Exclude<ChangeValue, { kind: 'value' }>;

interface EntryHead {
  readonly change: Change;
  readonly czxid?: bigint;
  readonly before: ValueHead;
  readonly after: ValueHead;
}

const optionalCount = z.exactOptional(z.number());

const changeSchema: z.ZodType<Change> = z.object({
  id: z.number(),
  seenAt: z.number(),
  kind: z.enum(entryKinds),
  path: z.string(),
  fromVersion: optionalCount,
  version: optionalCount,
  mzxid: z.exactOptional(z.bigint()),
  fromBytes: optionalCount,
  bytes: optionalCount,
  count: z.number(),
  seenBy: z.exactOptional(z.enum(seenByWays)),
  owner: z.exactOptional(z.bigint()),
  session: z.exactOptional(
    z.object({
      state: z.enum(sessionTurns),
      server: z.exactOptional(z.string()),
      sessionId: z.exactOptional(z.bigint()),
    }),
  ),
  gap: z.exactOptional(
    z.object({
      from: z.number(),
      to: z.number(),
      reason: z.enum(gapReasons),
      isCompared: z.boolean(),
      comparison: z.exactOptional(z.object({ state: z.enum(comparisonStates), found: z.number() })),
    }),
  ),
});

const valueHeadSchema: z.ZodType<ValueHead> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('value'), version: z.number(), sizeBytes: z.number().nullable() }),
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('absent') }),
]);

const headSchema: z.ZodType<EntryHead> = z.object({
  change: changeSchema,
  czxid: z.exactOptional(z.bigint()),
  before: valueHeadSchema,
  after: valueHeadSchema,
});

const lengthBytes = 4;

export function encodeEntry({ change, czxid, before, after }: KeptEntry): Buffer {
  const entryHead: EntryHead = {
    change,
    ...(czxid !== undefined && { czxid }),
    before: headOf(before),
    after: headOf(after),
  };
  const head = Buffer.from(formatJson(entryHead, 0));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(head.byteLength);
  return Buffer.concat([length, head, dataOf(before), dataOf(after)]);
}

/** @returns the entry in at most so many bytes, if need be without its values; null where that is not possible. */
export function encodeWithin(entry: KeptEntry, maxBytes: number): Buffer | null {
  const whole = encodeEntry(entry);
  if (whole.byteLength <= maxBytes) return whole;
  const bare = encodeEntry({
    ...entry,
    before: withoutData(entry.before),
    after: withoutData(entry.after),
  });
  return bare.byteLength <= maxBytes ? bare : null;
}

function withoutData(value: ChangeValue): ChangeValue {
  return value.kind === 'value' ? { kind: 'unknown' } : value;
}

/**
 * @param bytes any number of entries, one after the other
 * @throws Error when they are malformed, which authenticated bytes of this version never are
 */
export function decodeEntries(bytes: Buffer): readonly KeptEntry[] {
  const entries: KeptEntry[] = [];
  let offset = 0;
  const take = (length: number) => {
    if (offset + length > bytes.byteLength) throw new RangeError('an entry is cut short');
    const part = bytes.subarray(offset, offset + length);
    offset += length;
    return part;
  };
  const valueOf = (head: ValueHead): ChangeValue => {
    if (head.kind !== 'value') return head;
    const { kind, version, sizeBytes } = head;
    // A copy, so that a value that is held does not hold the whole block.
    const data = sizeBytes === null ? null : new Uint8Array(take(sizeBytes));
    return { kind, data, version };
  };
  while (offset < bytes.byteLength) {
    const head = take(take(lengthBytes).readUInt32BE());
    const { before, after, ...facts } = headSchema.parse(parseJson(head.toString('utf8')));
    entries.push({ ...facts, before: valueOf(before), after: valueOf(after) });
  }
  return entries;
}

function headOf(value: ChangeValue): ValueHead {
  if (value.kind !== 'value') return value;
  return { kind: 'value', version: value.version, sizeBytes: value.data?.byteLength ?? null };
}

function dataOf(value: ChangeValue): Uint8Array {
  return value.kind === 'value' && value.data !== null ? value.data : new Uint8Array();
}
