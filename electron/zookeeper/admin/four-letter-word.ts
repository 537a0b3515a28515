import type { Socket } from 'node:net';
import type { ServerAddress } from '../../../shared/connect-string.ts';
import { dialTcp } from '../driver/dial.ts';
import { LinkError } from '../driver/link-end.ts';
import {
  askFailure,
  defaultDeadlineMs,
  defaultMaxBytes,
  parseAnswer,
  type Answer,
  type AskOptions,
} from './answer.ts';
import { wordReplies, type WordReplies } from './word-replies.ts';

/**
 * The four-letter words that are asked. `wchc` and `wchp` are no part of the type on purpose: they hold up a busy
 * server, and so must never be sent, let alone every few seconds.
 */
export type FourLetterWord = keyof WordReplies;

/** `org.apache.zookeeper.server.command.NopCommand` and `AbstractFourLetterCommand`. */
const notWhitelisted = 'is not executed because it is not in the whitelist.';
const notServing = 'This ZooKeeper instance is not currently serving requests';

/**
 * Asks one server a four-letter word, over a connection of its own without a session.
 * @returns the decoded answer, or why the server does not tell.
 * @throws ZooKeeperError with how far it got: the codes of a connection attempt, SERVER_SILENT, NOT_ZOOKEEPER,
 * CANCELLED. Nothing stays open then.
 */
export async function askWord<Word extends FourLetterWord>(
  server: ServerAddress,
  word: Word,
  options: AskOptions = {},
): Promise<Answer<WordReplies[Word]>> {
  const answer = await askForText(server, word, options);
  return parseAnswer(server, word, answer, (text) => wordReplies[word](text));
}

/** The same without decoding. @throws ZooKeeperError as `askWord` does. */
export async function askForText(
  server: ServerAddress,
  word: FourLetterWord,
  options: AskOptions = {},
): Promise<Answer<string>> {
  const { signal = new AbortController().signal, deadlineMs = defaultDeadlineMs } = options;
  const deadline = performance.now() + deadlineMs;
  try {
    signal.throwIfAborted();
    const socket = await dialTcp(server, deadlineMs, signal);
    const remainingMs = Math.max(1, deadline - performance.now());
    const limitBytes = options.maxBytes ?? defaultMaxBytes;
    const text = await converse(socket, word, { signal, remainingMs, limitBytes });
    if (text === null) return { kind: 'tooLarge', limitBytes };
    if (text.trimEnd().endsWith(notWhitelisted)) return { kind: 'notWhitelisted' };
    if (text.startsWith(notServing)) return { kind: 'notServing' };
    return { kind: 'answered', value: text };
  } catch (error) {
    if (signal.aborted) throw askFailure(server, word, 'CANCELLED');
    if (!(error instanceof LinkError)) throw error;
    throw askFailure(server, word, error.end.code, error.end.detail);
  }
}

interface Limits {
  readonly signal: AbortSignal;
  readonly remainingMs: number;
  readonly limitBytes: number;
}

/**
 * Says the word and reads until the server hangs up, which is the end of its answer.
 * @returns null when the answer is longer than it may be.
 * @throws LinkError when there is no whole answer.
 */
function converse(socket: Socket, word: string, limits: Limits): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let sizeBytes = 0;
    const give = (settle: () => void) => {
      clearTimeout(timer);
      limits.signal.removeEventListener('abort', abort);
      socket.destroy();
      settle();
    };
    const fail = (end: LinkError['end']) => {
      give(() => {
        reject(new LinkError(end));
      });
    };
    const abort = () => {
      fail({ code: 'CANCELLED' });
    };
    const timer = setTimeout(() => {
      fail({ code: 'SERVER_SILENT' });
    }, limits.remainingMs);
    limits.signal.addEventListener('abort', abort);
    socket.on('data', (chunk: Buffer) => {
      // The socket reads into the same memory again.
      pieces.push(Buffer.from(chunk));
      sizeBytes += chunk.length;
      if (sizeBytes <= limits.limitBytes) return;
      give(() => {
        resolve(null);
      });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      fail({ code: 'SERVER_HUNG_UP', detail: error.code ?? error.message });
    });
    socket.on('close', () => {
      if (sizeBytes === 0) fail({ code: 'SERVER_HUNG_UP' });
      give(() => {
        resolve(Buffer.concat(pieces).toString('utf8'));
      });
    });
    socket.write(word);
  });
}
