import { callNames, type CallName } from '../../shared/contract/call-names.ts';
import { calls } from '../../shared/contract/calls.ts';
import type { Failure, Result } from '../../shared/model/failure.ts';
import type { Disposable } from '../lifecycle.ts';
import { ZooKeeperError } from '../zookeeper/errors.ts';
import type { CallContext } from '../workspace/domain-calls.ts';
import type { Handlers } from './handlers.ts';

export interface RouterOptions<Sender> {
  readonly handlers: Handlers;
  /** Whether a message comes from the page this router serves, and from nowhere else. */
  readonly isTrusted: (sender: Sender) => boolean;
  /** Records a bug. @returns the incident id under which the log holds it. */
  readonly reportBug: (error: unknown, where: string) => string;
}

/** A message from something that is not our own page. It is refused, not answered. */
export class UntrustedSenderError extends Error {
  constructor() {
    super('The sender of this message is not allowed to call the main process.');
    this.name = 'UntrustedSenderError';
  }
}

const longestCallId = 100;

/**
 * The one way from a window into the main process: sender check, schema, abort signal, handler, `Result`.
 * Everything that arrives is taken as hostile until it has passed.
 */
export class Router<Sender> implements Disposable {
  readonly #options: RouterOptions<Sender>;
  readonly #running = new Map<string, AbortController>();
  #lastOwnId = 0;
  #isDisposed = false;

  constructor(options: RouterOptions<Sender>) {
    this.#options = options;
  }

  /**
   * Carries out one call.
   * @returns the value or the failure; bad input, an abort, a bug and the end of the page are failures as well.
   * @throws UntrustedSenderError when the sender is not the page this router serves.
   */
  async call(
    sender: Sender,
    name: unknown,
    input: unknown,
    callId: unknown,
  ): Promise<Result<unknown>> {
    this.requireTrust(sender);
    if (!isCallName(name)) return refuse('call', 'no such call');
    if (this.#isDisposed) {
      return { ok: false, error: { code: 'NOT_CONNECTED', operation: name, retryable: false } };
    }
    const parsed = calls[name].input.safeParse(input);
    if (!parsed.success) return refuse(name, describeIssues(parsed.error.issues));
    const id = callId === undefined ? `main-${String(++this.#lastOwnId)}` : callId;
    // A shared id would let one cancel end two calls.
    if (typeof id !== 'string' || id.length > longestCallId || this.#running.has(id)) {
      return refuse(name, 'the call id is not unique text');
    }
    return this.#run(name, parsed.data, id);
  }

  /** Asks a running call to end; an id that is not running is ignored, because the call may just have ended. */
  cancel(sender: Sender, callId: unknown): void {
    this.requireTrust(sender);
    if (typeof callId === 'string') this.#running.get(callId)?.abort();
  }

  /** Aborts everything that runs, for a page that is gone. The router itself stays usable for the next page. */
  cancelAll(): void {
    for (const controller of this.#running.values()) controller.abort();
  }

  /** The page has ended: what runs is aborted, and nothing is carried out any more. */
  dispose(): void {
    this.#isDisposed = true;
    this.cancelAll();
  }

  /** @throws UntrustedSenderError when a message comes from anything but the page this router serves. */
  requireTrust(sender: Sender): void {
    if (!this.#options.isTrusted(sender)) throw new UntrustedSenderError();
  }

  async #run(name: CallName, input: unknown, callId: string): Promise<Result<unknown>> {
    const controller = new AbortController();
    this.#running.set(callId, controller);
    try {
      const context = { signal: controller.signal, callId };
      return { ok: true, value: await this.#dispatch(name, input, context) };
    } catch (error) {
      return { ok: false, error: this.#toFailure(name, error, controller.signal) };
    } finally {
      this.#running.delete(callId);
    }
  }

  #dispatch(name: CallName, input: unknown, context: CallContext): unknown {
    const [domain = '', verb = ''] = name.split('.');
    // The schema of this very name has just parsed the input, and `Handlers` has a verb for every name of the
    // contract: neither can TypeScript follow across a union of names.
    const handlers = this.#options.handlers as unknown as Record<string, UntypedCalls>;
    return handlers[domain]?.[verb]?.(input, context);
  }

  #toFailure(name: CallName, error: unknown, signal: AbortSignal): Failure {
    if (error instanceof ZooKeeperError) return error.failure;
    if (signal.aborted && error instanceof Error && error.name === 'AbortError') {
      return { code: 'CANCELLED', operation: name, retryable: true };
    }
    const incident = this.#options.reportBug(error, name);
    return { code: 'INTERNAL', operation: name, retryable: false, incident };
  }
}

type UntypedCalls = Record<string, (input: unknown, context: CallContext) => unknown>;

function isCallName(name: unknown): name is CallName {
  return (callNames as readonly unknown[]).includes(name);
}

function refuse(operation: string, detail: string): Result<never> {
  return { ok: false, error: { code: 'INVALID_INPUT', operation, retryable: false, detail } };
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
}

/** Says where the input is wrong and by which rule, and never what was in it: that may be node data. */
function describeIssues(issues: readonly Issue[]): string {
  const [first] = issues;
  if (first === undefined) return 'input refused';
  const place = first.path.map(String).join('.');
  return `${place === '' ? 'input' : place}: ${first.code ?? 'refused'}`;
}
