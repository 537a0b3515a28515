import type { z } from 'zod';
import type { CallName } from '../call-names.ts';

/** Calls by their names, each with the schema of its input and, as a type alone, its output. */
export type CallTable = Partial<Record<CallName, { input: z.ZodType; output: unknown }>>;

/** @returns an entry of the contract, whose output has no value and stands for a type. */
export function call<Output>() {
  return <Input extends z.ZodType>(input: Input) => ({ input, output: undefined as Output });
}
