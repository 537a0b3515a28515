import type { NodeValue } from '../../../../shared/model/node.ts';

declare module '../../../stores/dialog-store.ts' {
  interface DialogProps {
    restore: Restoring;
  }
}

/** A value that a node held before, to be written once more. */
export interface Restoring {
  readonly path: string;
  /** The version that it was the value of. */
  readonly version: number;
  readonly data: Uint8Array | null;
  /** What the node holds now, as it is shown; null when there is no node. */
  readonly base: NodeValue | null;
}
