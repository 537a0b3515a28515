import type { ServerAddress } from '../../../shared/connect-string.ts';
import { LinkError, type LinkEnd } from '../driver/connecting/link-end.ts';
import { askFailure, type Answer } from './answer.ts';

export interface ExchangeLimits {
  readonly signal: AbortSignal;
  /** Milliseconds until an answer has to be whole. */
  readonly remainingMs: number;
  readonly limitBytes: number;
}

/** Ends an exchange; only the first time counts. */
export interface ExchangeEnd {
  readonly give: (answer: Answer<string>) => void;
  readonly fail: (end: LinkEnd) => void;
}

/**
 * Asks something and reads the answer, until it is whole, the time is over, or the signal is aborted.
 * @param begin opens what is needed and returns how to close it, which is done at the end, however it ends. Ends
 * nothing before it returns.
 * @throws LinkError when there is no whole answer; CANCELLED when the signal is aborted.
 */
export function exchange(
  { signal, remainingMs }: ExchangeLimits,
  begin: (end: ExchangeEnd) => () => void,
): Promise<Answer<string>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
      close();
    };
    const fail = (end: LinkEnd) => {
      settle();
      reject(new LinkError(end));
    };
    const abort = () => {
      fail({ code: 'CANCELLED' });
    };
    const timer = setTimeout(() => {
      fail({ code: 'SERVER_SILENT' });
    }, remainingMs);
    signal.addEventListener('abort', abort);
    const close = begin({
      give: (answer) => {
        settle();
        resolve(answer);
      },
      fail,
    });
    if (signal.aborted) abort();
  });
}

/** What an answer is read from. */
interface Source {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  on(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown;
  on(event: 'end' | 'close', listener: () => void): unknown;
}

/**
 * Gives everything that comes from a source, or `tooLarge` as soon as it is more than it may be.
 * @param lastEvent the one that says that the answer is whole.
 */
export function readWhole(
  source: Source,
  lastEvent: 'end' | 'close',
  limitBytes: number,
  { give, fail }: ExchangeEnd,
): void {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  source.on('data', (chunk) => {
    // A socket may read into the same memory again.
    pieces.push(Buffer.from(chunk));
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) give({ kind: 'tooLarge', limitBytes });
  });
  source.on('error', (error) => {
    fail({ code: 'SERVER_HUNG_UP', detail: error.code ?? error.message });
  });
  source.on(lastEvent, () => {
    give({ kind: 'answered', value: Buffer.concat(pieces).toString('utf8') });
  });
}

/**
 * Does the asking of one server.
 * @throws ZooKeeperError for the LinkError that it ends with; CANCELLED when the signal is aborted, whatever it ends with.
 */
export async function failAsAsked<Value>(
  server: ServerAddress,
  operation: string,
  signal: AbortSignal,
  ask: () => Promise<Value>,
): Promise<Value> {
  try {
    return await ask();
  } catch (error) {
    if (signal.aborted) throw askFailure(server, operation, 'CANCELLED');
    if (!(error instanceof LinkError)) throw error;
    throw askFailure(server, operation, error.end.code, error.end.detail);
  }
}
