import type { Failure } from '../../../shared/model/failure.ts';
import type { Stat } from '../../../shared/model/stat.ts';

/** What is read of each node. */
export type WalkContent = 'children' | 'stat' | 'data';

export type WalkedNode =
  /** With content `children`. */
  | { readonly kind: 'listed'; readonly path: string; readonly childCount: number }
  /** With content `stat` or `data`; `data` is null with the former, and for a node without data. */
  | {
      readonly kind: 'read';
      readonly path: string;
      readonly stat: Stat;
      readonly data: Uint8Array | null;
    }
  /** Gone since its parent was listed, or since it was itself reported as read: then it was not listed any more. */
  | { readonly kind: 'vanished'; readonly path: string }
  /** The server would not say: NO_AUTH. What is below is not visited. */
  | { readonly kind: 'refused'; readonly path: string; readonly failure: Failure };
