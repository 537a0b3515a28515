import {
  entryKinds,
  seenByWays,
  type Change,
  type ChangeValue,
} from '../../../shared/model/change.ts';
import { itemAt } from '../item-at.ts';

/** What a row holds beside its path, its values and what a session or a gap has of its own. */
export type ColumnFields = Omit<Change, 'id' | 'path' | 'session' | 'gap'>;

const valueKinds = ['unknown', 'absent', 'value'] as const satisfies readonly ChangeValue['kind'][];
export type ValueKind = ChangeValue['kind'];

/** Which of the optional fields a row has. */
const has = {
  fromVersion: 1,
  version: 2,
  mzxid: 4,
  fromBytes: 8,
  bytes: 16,
  owner: 32,
} as const;

const rowsPerChunk = 4_096;

/** 52 bytes a row. */
class Chunk {
  readonly seenAt = new Float64Array(rowsPerChunk);
  readonly mzxid = new BigInt64Array(rowsPerChunk);
  readonly owner = new BigInt64Array(rowsPerChunk);
  readonly path = new Uint32Array(rowsPerChunk);
  readonly fromVersion = new Int32Array(rowsPerChunk);
  readonly version = new Int32Array(rowsPerChunk);
  readonly fromBytes = new Int32Array(rowsPerChunk);
  readonly bytes = new Int32Array(rowsPerChunk);
  readonly count = new Uint32Array(rowsPerChunk);
  readonly kind = new Uint8Array(rowsPerChunk);
  readonly seenBy = new Uint8Array(rowsPerChunk);
  readonly present = new Uint8Array(rowsPerChunk);
  readonly valueKinds = new Uint8Array(rowsPerChunk);
}

type NumberColumn = 'seenAt' | 'path' | 'kind' | 'count';

/**
 * Rows by their place as columns of numbers: a million of them as objects would be three times as large, and work for
 * every garbage collection. Room is made in chunks as rows come.
 */
export class ChangeColumns {
  readonly #chunks: Chunk[] = [];

  write(place: number, fields: ColumnFields, path: number): void {
    const chunk = this.#chunkFor(place);
    const i = place % rowsPerChunk;
    const { fromVersion, version, mzxid, fromBytes, bytes, owner, seenBy } = fields;
    chunk.seenAt[i] = fields.seenAt;
    chunk.kind[i] = entryKinds.indexOf(fields.kind);
    chunk.path[i] = path;
    chunk.count[i] = fields.count;
    chunk.seenBy[i] = seenBy === undefined ? 0 : seenByWays.indexOf(seenBy) + 1;
    chunk.fromVersion[i] = fromVersion ?? 0;
    chunk.version[i] = version ?? 0;
    chunk.mzxid[i] = mzxid ?? 0n;
    chunk.fromBytes[i] = fromBytes ?? 0;
    chunk.bytes[i] = bytes ?? 0;
    chunk.owner[i] = owner ?? 0n;
    chunk.present[i] =
      (fromVersion === undefined ? 0 : has.fromVersion) |
      (version === undefined ? 0 : has.version) |
      (mzxid === undefined ? 0 : has.mzxid) |
      (fromBytes === undefined ? 0 : has.fromBytes) |
      (bytes === undefined ? 0 : has.bytes) |
      (owner === undefined ? 0 : has.owner);
  }

  read(place: number): ColumnFields {
    const chunk = itemAt(this.#chunks, Math.floor(place / rowsPerChunk));
    const i = place % rowsPerChunk;
    const present = chunk.present[i] ?? 0;
    const seenBy = chunk.seenBy[i] ?? 0;
    return {
      seenAt: chunk.seenAt[i] ?? 0,
      kind: itemAt(entryKinds, chunk.kind[i] ?? 0),
      ...(present & has.fromVersion && { fromVersion: chunk.fromVersion[i] ?? 0 }),
      ...(present & has.version && { version: chunk.version[i] ?? 0 }),
      ...(present & has.mzxid && { mzxid: chunk.mzxid[i] ?? 0n }),
      ...(present & has.fromBytes && { fromBytes: chunk.fromBytes[i] ?? 0 }),
      ...(present & has.bytes && { bytes: chunk.bytes[i] ?? 0 }),
      count: chunk.count[i] ?? 0,
      ...(seenBy > 0 && { seenBy: itemAt(seenByWays, seenBy - 1) }),
      ...(present & has.owner && { owner: chunk.owner[i] ?? 0n }),
    };
  }

  /** One number of a row, for what looks at many: a kind is its place in `entryKinds`, a path its index. */
  get(column: NumberColumn, place: number): number {
    return this.#chunks[Math.floor(place / rowsPerChunk)]?.[column][place % rowsPerChunk] ?? 0;
  }

  setValueKinds(place: number, before: ValueKind, after: ValueKind): void {
    const kinds = valueKinds.indexOf(before) | (valueKinds.indexOf(after) << 2);
    this.#chunkFor(place).valueKinds[place % rowsPerChunk] = kinds;
  }

  valueKinds(place: number): { readonly before: ValueKind; readonly after: ValueKind } {
    const chunk = this.#chunks[Math.floor(place / rowsPerChunk)];
    const kinds = chunk?.valueKinds[place % rowsPerChunk] ?? 0;
    return { before: itemAt(valueKinds, kinds & 3), after: itemAt(valueKinds, kinds >> 2) };
  }

  #chunkFor(place: number): Chunk {
    return (this.#chunks[Math.floor(place / rowsPerChunk)] ??= new Chunk());
  }
}
