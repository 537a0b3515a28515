import type { Bridge } from '../../shared/contract/bridge.ts';
import type { CallName } from '../../shared/contract/call-names.ts';
import type { CallInput, CallOutput } from '../../shared/contract/calls.ts';
import type { EventTopicName, Topics } from '../../shared/contract/topics.ts';
import type { Failure } from '../../shared/model/failure.ts';

declare global {
  interface Window {
    readonly treekeeper: Bridge;
  }
}

/** A call that failed as calls may fail; `failure` says why, `describeFailure` words it. */
class CallFailure extends Error {
  override readonly name = 'CallFailure';

  constructor(readonly failure: Failure) {
    super(`${failure.operation}: ${failure.code}`);
  }
}

export interface CallOptions {
  /** Ends the call, which then fails with CANCELLED. */
  readonly signal?: AbortSignal;
  /** From `newCallId`, for callers that follow the call's progress. */
  readonly callId?: string;
}

type CallArguments<Name extends CallName> =
  undefined extends CallInput<Name>
    ? [input?: undefined, options?: CallOptions]
    : [input: CallInput<Name>, options?: CallOptions];

export function newCallId(): string {
  return crypto.randomUUID();
}

/**
 * Calls the main process.
 * @returns the call's output.
 * @throws CallFailure, and nothing else.
 */
export async function call<Name extends CallName>(
  name: Name,
  ...[input, options]: CallArguments<Name>
): Promise<CallOutput<Name>> {
  const callId = options?.callId ?? newCallId();
  const signal = options?.signal;
  const cancel = () => window.treekeeper.cancel(callId);
  if (signal?.aborted) {
    throw new CallFailure({ code: 'CANCELLED', operation: name, retryable: true });
  }
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    const result = await window.treekeeper.calls[name](input as CallInput<Name>, callId);
    if (result.ok) return result.value;
    throw new CallFailure(result.error);
  } catch (error) {
    throw toCallFailure(error, name);
  } finally {
    signal?.removeEventListener('abort', cancel);
  }
}

/**
 * Listens to what the main process says that is no snapshot: each message is delivered.
 * @returns a function that stops listening.
 */
export function onEvent<Name extends EventTopicName>(
  topic: Name,
  listener: (value: Topics[Name]) => void,
): () => void {
  return window.treekeeper.subscribe(topic, listener);
}

/** @returns the failure inside an error of `call`; anything else becomes an INTERNAL failure. */
export function failureOf(error: unknown, operation: string): Failure {
  return toCallFailure(error, operation).failure;
}

export function isCancelled(error: unknown): boolean {
  return error instanceof CallFailure && error.failure.code === 'CANCELLED';
}

function toCallFailure(error: unknown, operation: string): CallFailure {
  if (error instanceof CallFailure) return error;
  // The transport itself broke, for example because the main process is gone.
  return new CallFailure({
    code: 'INTERNAL',
    operation,
    retryable: false,
    detail: error instanceof Error ? error.message : String(error),
  });
}
