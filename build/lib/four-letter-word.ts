import { connect } from 'node:net';

/**
 * Sends one of ZooKeeper's four-letter words (`srvr`, `mntr`, …) to a server on loopback.
 * @param timeoutMs how long to wait for the whole answer.
 * @returns what the server said, or null when nobody listened, it hung up without a word, or it was too slow.
 */
export function askFourLetterWord(
  port: number,
  word: string,
  timeoutMs = 2_000,
): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    let answer = '';
    socket.setEncoding('utf8');
    const timer = setTimeout(() => socket.destroy(), timeoutMs);
    socket.on('connect', () => socket.write(word));
    socket.on('data', (text: string) => (answer += text));
    // The reason does not matter here: whatever it was, 'close' follows and there is no answer.
    socket.on('error', () => (answer = ''));
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(answer === '' ? null : answer);
    });
  });
}
