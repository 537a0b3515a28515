import type { Failure } from '../../shared/model/failure.ts';
import type { NodeValue } from '../../shared/model/node.ts';

/** The selected node as it is shown. `value` is the newest that is known of it. */
export type ShownNode =
  | { readonly kind: 'loading'; readonly path: string }
  | {
      readonly kind: 'present';
      readonly path: string;
      readonly value: NodeValue;
      /** How long the number at the end of its name is that its parent has given out; 0 for none, or not known. */
      readonly sequenceLength: number;
    }
  | { readonly kind: 'absent'; readonly path: string; readonly value: NodeValue | null }
  | {
      readonly kind: 'failed';
      readonly path: string;
      readonly failure: Failure;
      readonly value: NodeValue | null;
    };
