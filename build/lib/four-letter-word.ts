import {
  askForText,
  type FourLetterWord,
} from '../../electron/zookeeper/admin/four-letter-word.ts';
import { ZooKeeperError } from '../../electron/zookeeper/errors.ts';

/**
 * Asks a server on loopback one of ZooKeeper's four-letter words.
 * @param timeoutMs how long to wait for the whole answer.
 * @returns what the server said, or null when there is no answer, for whatever reason.
 */
export async function askFourLetterWord(
  port: number,
  word: FourLetterWord,
  timeoutMs = 2_000,
): Promise<string | null> {
  try {
    const server = { host: '127.0.0.1', port };
    const answer = await askForText(server, word, { deadlineMs: timeoutMs });
    return answer.kind === 'answered' ? answer.value : null;
  } catch (error) {
    if (error instanceof ZooKeeperError) return null;
    throw error;
  }
}
