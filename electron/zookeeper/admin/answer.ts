import { formatServer, type ServerAddress } from '../../../shared/connect-string.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { ZooKeeperError } from '../errors.ts';

/**
 * What a server said when it was asked about itself. That it does not answer is an answer too: many servers are set up
 * so. That it could not be asked at all is a ZooKeeperError.
 */
export type Answer<Value> =
  | { readonly kind: 'answered'; readonly value: Value }
  /** The word is not in the server's `4lw.commands.whitelist`, which holds `srvr` alone by default. */
  | { readonly kind: 'notWhitelisted' }
  /** The server is up, but has no quorum or is still starting. */
  | { readonly kind: 'notServing' }
  /** Nobody listens on the AdminServer's port. */
  | { readonly kind: 'off' }
  /** Something listens on the AdminServer's port that is none. */
  | { readonly kind: 'foreign' }
  /** The server's own reason, in its words, why it does not answer this. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'tooLarge'; readonly limitBytes: number };

export interface AskOptions {
  readonly signal?: AbortSignal;
  /** Milliseconds for everything together, the name's resolution included; 5,000 when absent. */
  readonly deadlineMs?: number;
  /** The longest answer that is read to its end; 4 MiB when absent. */
  readonly maxBytes?: number;
}

export const defaultDeadlineMs = 5_000;
export const defaultMaxBytes = 4 * 1_024 * 1_024;

/** One server's answer, or why it could not be asked. */
export interface ServerAnswer<Value> {
  /** `host:port` */
  readonly server: string;
  readonly answer: Answer<Value> | { readonly kind: 'failed'; readonly failure: Failure };
}

/**
 * Asks every server at the same time and on its own: one that is down or slow keeps no other from answering.
 * @param ask rejects with a ZooKeeperError for what is then that server's answer; its own deadline bounds the whole.
 * @returns one entry for each server, in the order of `servers`.
 */
export function askEach<Value>(
  servers: readonly ServerAddress[],
  ask: (server: ServerAddress) => Promise<Answer<Value>>,
): Promise<ServerAnswer<Value>[]> {
  return Promise.all(servers.map((address) => askOne(address, ask)));
}

/** Asks one server; that it cannot be asked is data too. */
export async function askOne<Value>(
  address: ServerAddress,
  ask: (server: ServerAddress) => Promise<Answer<Value>>,
): Promise<ServerAnswer<Value>> {
  const server = formatServer(address);
  try {
    return { server, answer: await ask(address) };
  } catch (error) {
    if (!(error instanceof ZooKeeperError)) throw error;
    return { server, answer: { kind: 'failed', failure: error.failure } };
  }
}

/** @returns what the asking fails with: nothing was changed, so it may be asked again. */
export function askFailure(
  address: ServerAddress,
  operation: string,
  code: FailureCode,
  detail?: string,
): ZooKeeperError {
  return new ZooKeeperError({
    code,
    operation,
    server: formatServer(address),
    retryable: code !== 'CANCELLED',
    ...(detail !== undefined && { detail }),
  });
}

/**
 * Turns what was read into an answer.
 * @param parse returns null for what a ZooKeeper server would not say.
 * @throws ZooKeeperError NOT_ZOOKEEPER then.
 */
export function parseAnswer<Raw, Value>(
  address: ServerAddress,
  operation: string,
  answer: Answer<Raw>,
  parse: (raw: Raw) => Value | null,
): Answer<Value> {
  if (answer.kind !== 'answered') return answer;
  const value = parse(answer.value);
  if (value === null) throw askFailure(address, operation, 'NOT_ZOOKEEPER');
  return { kind: 'answered', value };
}
