import { followTopic, readTopic } from '../bridge/topics.ts';

/**
 * Calls the listener whenever a session has been followed by another one, behind which there may be another data set:
 * what was remembered of the nodes ends with the session.
 * @returns a function that stops following.
 */
export function followSessions(onEnd: () => void): () => void {
  let lastExpiry = readTopic('connection')?.expiry?.at;
  return followTopic('connection', (connection) => {
    const expiredAt = connection?.expiry?.at;
    if (expiredAt !== undefined && expiredAt !== lastExpiry) onEnd();
    lastExpiry = expiredAt;
  });
}
