import type { z } from 'zod';
import type { CallName } from '../../shared/contract/call-names.ts';
import type { CallOutput, Calls } from '../../shared/contract/calls.ts';

/** What travels with one call beside its input. */
export interface CallContext {
  /** Aborted when the renderer cancels the call or goes away. */
  readonly signal: AbortSignal;
  /** The id of this one call; progress on the topic `progress` carries it. */
  readonly callId: string;
}

/** The input of a call after its schema has been applied. */
export type ParsedInput<Name extends CallName> = z.output<Calls[Name]['input']>;

/**
 * The calls of one domain of the contract as methods: `tree.getWindow` is `getWindow` of `DomainCalls<'tree'>`.
 * A class that implements it does not compile while a call of its domain is missing.
 * Expected failures are thrown as `ZooKeeperError`.
 */
export type DomainCalls<Domain extends string> = {
  readonly [Name in CallName as Name extends `${Domain}.${infer Verb}` ? Verb : never]: (
    input: ParsedInput<Name>,
    context: CallContext,
  ) => CallOutput<Name> | Promise<CallOutput<Name>>;
};
