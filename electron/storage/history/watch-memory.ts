import { promisify } from 'node:util';
import { deflate, inflate } from 'node:zlib';
import { z } from 'zod';
import type { RememberedNode } from '../../../shared/model/remembered-node.ts';

/** What a watch knew at a moment: enough to say later what has changed since. */
export interface WatchMemory {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly nodes: readonly RememberedNode[];
}

/** A node as it is written: a list, since there may be many. */
type Row = [
  path: string,
  czxid: string | null,
  mzxid: string | null,
  version: number | null,
  cversion: number | null,
  dataLength: number | null,
  ephemeralOwner: string | null,
  aversion: number | null,
];

const id = z
  .string()
  .regex(/^-?\d+$/)
  .nullable();
const count = z.number().nullable();
const row: z.ZodType<Row> = z.tuple([z.string(), id, id, count, count, count, id, count]);
const memorySchema = z.object({ at: z.number(), nodes: z.array(row) });

/** @returns it as compressed JSON. */
export function encodeMemory({ at, nodes }: WatchMemory): Promise<Buffer> {
  const text = JSON.stringify({ at, nodes: nodes.map(toRow) });
  return promisify(deflate)(text);
}

/** @throws Error when the bytes are anything else than what `encodeMemory` returned */
export async function decodeMemory(bytes: Uint8Array): Promise<WatchMemory> {
  const text = (await promisify(inflate)(bytes)).toString('utf8');
  const { at, nodes } = memorySchema.parse(JSON.parse(text));
  return { at, nodes: nodes.map(fromRow) };
}

function toRow(node: RememberedNode): Row {
  const { path, czxid, mzxid, version, cversion, dataLength, ephemeralOwner, aversion } = node;
  const ids = [czxid, mzxid, ephemeralOwner].map((each) => (each === null ? null : String(each)));
  const [created = null, modified = null, owner = null] = ids;
  return [path, created, modified, version, cversion, dataLength, owner, aversion];
}

function fromRow([path, created, modified, version, cversion, length, owner, acl]: Row) {
  return {
    path,
    czxid: toId(created),
    mzxid: toId(modified),
    version,
    cversion,
    dataLength: length,
    ephemeralOwner: toId(owner),
    aversion: acl,
  };
}

function toId(text: string | null): bigint | null {
  return text === null ? null : BigInt(text);
}
