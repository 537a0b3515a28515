import type { Socket } from 'node:net';
import type { ServerAddress } from '../../../shared/connect-string.ts';
import { dialTcp } from '../driver/connecting/dial.ts';
import { LinkError } from '../driver/connecting/link-end.ts';
import {
  defaultDeadlineMs,
  defaultMaxBytes,
  parseAnswer,
  type Answer,
  type AskOptions,
} from './answer.ts';
import { exchange, failAsAsked, readWhole, type ExchangeLimits } from './exchange.ts';
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
 * @returns the decoded answer, or why the server does not give one.
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
export function askForText(
  server: ServerAddress,
  word: FourLetterWord,
  options: AskOptions = {},
): Promise<Answer<string>> {
  const { signal = new AbortController().signal, deadlineMs = defaultDeadlineMs } = options;
  return failAsAsked(server, word, signal, async () => {
    const deadline = performance.now() + deadlineMs;
    signal.throwIfAborted();
    const socket = await dialTcp(server, deadlineMs, signal);
    const remainingMs = Math.max(1, deadline - performance.now());
    const limitBytes = options.maxBytes ?? defaultMaxBytes;
    const answer = await converse(socket, word, { signal, remainingMs, limitBytes });
    if (answer.kind !== 'answered') return answer;
    const text = answer.value;
    if (text === '') throw new LinkError({ code: 'SERVER_HUNG_UP' });
    if (text.trimEnd().endsWith(notWhitelisted)) return { kind: 'notWhitelisted' };
    if (text.startsWith(notServing)) return { kind: 'notServing' };
    return answer;
  });
}

/** Says the word and reads until the server hangs up, which is the end of its answer. */
function converse(socket: Socket, word: string, limits: ExchangeLimits): Promise<Answer<string>> {
  return exchange(limits, (end) => {
    readWhole(socket, 'close', limits.limitBytes, end);
    socket.write(word);
    return () => socket.destroy();
  });
}
