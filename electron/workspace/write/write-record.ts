import type { AclEntry } from '../../../shared/model/acl.ts';
import type { NodeValue } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import type { CreateRequest, MultiOperation, MultiResult } from '../../zookeeper/port.ts';

/** A write that the server has acknowledged, with what was there before as far as it is known: see `Writer`. */
export type WriteRecord =
  | {
      readonly kind: 'saved';
      readonly path: string;
      /** Null where it is not known. */
      readonly before: NodeValue | null;
      readonly data: Uint8Array | null;
      readonly stat: Stat;
    }
  /** `path` is the one that the server gave it. Missing parents that were created have records of their own. */
  | {
      readonly kind: 'created';
      readonly path: string;
      readonly request: CreateRequest;
      /** Null where the server does not send it. */
      readonly stat: Stat | null;
    }
  | {
      readonly kind: 'deleted';
      readonly path: string;
      /** Null where it is not known. */
      readonly before: NodeValue | null;
    }
  | {
      readonly kind: 'aclSet';
      readonly path: string;
      readonly acl: readonly AclEntry[];
      readonly stat: Stat;
    }
  | {
      readonly kind: 'committed';
      readonly operations: readonly MultiOperation[];
      readonly results: readonly MultiResult[];
    };

/** @returns the ephemeral nodes that a write made: they go with the session it was made on. */
export function ephemeralsMadeBy(record: WriteRecord): readonly string[] {
  switch (record.kind) {
    case 'created':
      return isEphemeralMode(record.request.mode) ? [record.path] : [];
    case 'committed':
      return record.operations.flatMap((operation, index) => {
        const result = record.results[index];
        const isMade = operation.kind === 'create' && isEphemeralMode(operation.mode);
        return isMade && result?.kind === 'create' ? [result.path] : [];
      });
    case 'saved':
    case 'deleted':
    case 'aclSet':
      return [];
  }
}

/** @returns the nodes that a write deleted. */
export function deletedBy(record: WriteRecord): readonly string[] {
  if (record.kind === 'deleted') return [record.path];
  if (record.kind !== 'committed') return [];
  return record.operations.flatMap(({ kind, path }) => (kind === 'delete' ? [path] : []));
}

function isEphemeralMode(mode: CreateRequest['mode']): boolean {
  return mode === 'ephemeral' || mode === 'ephemeralSequential';
}
