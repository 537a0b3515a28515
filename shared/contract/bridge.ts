import type { Result } from '../model/failure.ts';
import type { CallInput, CallOutput } from './calls.ts';
import type { CallName } from './call-names.ts';
import type { TopicName, Topics } from './topics.ts';

/** What the preload script puts on `window.treekeeper`: named functions only, never a generic channel. */
export interface Bridge {
  readonly calls: {
    readonly [Name in CallName]: (
      input: CallInput<Name>,
      /** An id made for this one call, with which it can be cancelled. */
      callId?: string,
    ) => Promise<Result<CallOutput<Name>>>;
  };
  /** Asks for a running call to end; it then fails with CANCELLED. Unknown ids are ignored. */
  readonly cancel: (callId: string) => void;
  /**
   * Listens to a topic. A snapshot topic delivers its present value soon after.
   * @returns a function that stops listening.
   */
  readonly subscribe: <Name extends TopicName>(
    topic: Name,
    listener: (value: Topics[Name]) => void,
  ) => () => void;
}
