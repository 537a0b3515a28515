import type { z } from 'zod';
import type { CallName } from './call-names.ts';
import { applicationCalls } from './calls/application-calls.ts';
import { changeCalls } from './calls/change-calls.ts';
import { nodeCalls } from './calls/node-calls.ts';
import { treeCalls } from './calls/tree-calls.ts';

/**
 * The contract between the renderer and the main process: one entry for each call, with the schema that its input
 * must pass and the type of its output. Handlers, the bridge and the renderer's client are inferred from it.
 */
export const calls = {
  ...applicationCalls,
  ...treeCalls,
  ...nodeCalls,
  ...changeCalls,
} satisfies Record<CallName, { input: z.ZodType; output: unknown }>;

export type Calls = typeof calls;
export type CallInput<Name extends CallName> = z.input<Calls[Name]['input']>;
export type CallOutput<Name extends CallName> = Calls[Name]['output'];
