import { request } from 'node:http';
import type { ServerAddress } from '../../../shared/connect-string.ts';
import { endOfSystemError } from '../driver/connecting/link-end.ts';
import { adminReplies, type AdminReplies } from './admin-replies.ts';
import {
  defaultDeadlineMs,
  defaultMaxBytes,
  parseAnswer,
  type Answer,
  type AskOptions,
} from './answer.ts';
import { exchange, failAsAsked, readWhole } from './exchange.ts';
import { parseJsonWithLongs } from './long-json.ts';

/**
 * The commands of the AdminServer that are asked. As with four-letter words, those that list every watch
 * (`watches`, `watches_by_path`) are no part of the type, nor is any that changes something.
 */
export type AdminCommand = keyof AdminReplies;

const notServing = 'This ZooKeeper instance is not currently serving requests';

/**
 * Asks one server's AdminServer over HTTP (`org.apache.zookeeper.server.admin.JettyAdminServer`).
 * @param server the host, and the port of its AdminServer (`admin.serverPort`, 8080 where zoo.cfg does not say).
 * @returns the decoded answer; `off` when nobody listens there, `foreign` when it is something else that does.
 * @throws ZooKeeperError when the host cannot be reached or is silent; CANCELLED. Nothing stays open then.
 */
export async function askAdminServer<Command extends AdminCommand>(
  server: ServerAddress,
  command: Command,
  options: AskOptions = {},
): Promise<Answer<AdminReplies[Command]>> {
  const text = await get(server, command, options);
  if (text.kind !== 'answered') return text;
  const document = parseJsonWithLongs(text.value);
  if (!isAdminAnswer(document)) return { kind: 'foreign' };
  const { error } = document;
  if (typeof error === 'string') {
    return error.startsWith(notServing)
      ? { kind: 'notServing' }
      : { kind: 'refused', reason: error };
  }
  const answer = { kind: 'answered', value: document } as const;
  return parseAnswer(server, command, answer, (value) => adminReplies[command](value));
}

/** Every answer names its command, a refusal too, whatever the HTTP status is. */
function isAdminAnswer(document: unknown): document is { command: string; error?: unknown } {
  return (
    typeof document === 'object' &&
    document !== null &&
    'command' in document &&
    typeof document.command === 'string'
  );
}

function get(server: ServerAddress, command: string, options: AskOptions): Promise<Answer<string>> {
  const {
    signal = new AbortController().signal,
    deadlineMs: remainingMs = defaultDeadlineMs,
    maxBytes: limitBytes = defaultMaxBytes,
  } = options;
  return failAsAsked(server, command, signal, () =>
    exchange({ signal, remainingMs, limitBytes }, (end) => {
      const asking = request({
        host: server.host,
        port: server.port,
        path: `/commands/${command}`,
        headers: { accept: 'application/json', connection: 'close' },
        agent: false,
      });
      asking.on('error', (error: NodeJS.ErrnoException) => {
        const why = endOfSystemError(error);
        // What does not speak HTTP listens there all the same.
        if (error.code?.startsWith('HPE_')) end.give({ kind: 'foreign' });
        else if (why.code === 'CONNECTION_REFUSED') end.give({ kind: 'off' });
        else end.fail(why);
      });
      asking.on('response', (response) => {
        readWhole(response, 'end', limitBytes, end);
      });
      asking.end();
      return () => asking.destroy();
    }),
  );
}
