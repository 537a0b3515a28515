import type { RememberedNode } from '../../../shared/model/remembered-node.ts';

/** What a live watch knew at a moment: given to the next one, it finds what has changed in between. */
export interface ScopeMemory {
  /** When changes were reported last: by the steady clock. What is kept on disk has the time of day. */
  readonly at: number;
  readonly nodes: readonly RememberedNode[];
}
