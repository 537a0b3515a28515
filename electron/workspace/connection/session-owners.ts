import type { ServerAddress } from '../../../shared/connect-string.ts';
import {
  defaultAdminPort,
  type OwnerAnswer,
  type SessionOwner,
  type Silence,
} from '../../../shared/model/change.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { askAdminServer } from '../../zookeeper/admin/admin-server.ts';
import { askOne, type Answer, type ServerAnswer } from '../../zookeeper/admin/answer.ts';
import { askWord } from '../../zookeeper/admin/four-letter-word.ts';

/** What the servers answered is used again for so long. */
const freshMs = 10_000;
/** For each of the two ways of asking a server. */
const deadlineMs = 3_000;
/** Sessions remembered, so that the client of one that has ended since is still known. */
const maxKnown = 20_000;

interface Client {
  readonly sessionId: bigint;
  readonly address: string;
}

type Known = Extract<SessionOwner, { kind: 'known' }>;

export interface FindOptions {
  /** Where each server's AdminServer is looked for; `defaultAdminPort` when absent. */
  readonly adminPort?: number | undefined;
  readonly signal: AbortSignal;
  /** Called with how many servers have answered, or are known not to. */
  readonly report: (done: number, total: number) => void;
}

/** Finds out which clients the sessions of an ensemble belong to. The servers are asked when somebody wants to know. */
export class SessionOwners {
  readonly #servers: readonly ServerAddress[];
  readonly #clock: () => number;
  readonly #known = new Map<bigint, Known>();
  /** What all servers said when they were last asked to the end. */
  #lastAnswers: {
    readonly at: number;
    readonly adminPort: number;
    readonly answers: readonly OwnerAnswer[];
  } | null = null;

  constructor(servers: readonly ServerAddress[], clock: () => number) {
    this.#servers = servers;
    this.#clock = clock;
  }

  /**
   * All servers are asked at once; the first that knows the session ends the asking.
   * @returns the client, also of a session that has ended, where it was there when the servers were last asked; else
   * why each server did not say it.
   * @throws the signal's reason when it is aborted; nothing stays open then.
   */
  async find(
    sessionId: bigint,
    { adminPort = defaultAdminPort, signal, report }: FindOptions,
  ): Promise<SessionOwner> {
    const now = this.#clock();
    const known = this.#known.get(sessionId);
    if (known && isFresh(known.askedAt, now)) return known;
    const last = this.#lastAnswers;
    const answers =
      last?.adminPort === adminPort && isFresh(last.at, now)
        ? last.answers
        : await this.#ask(sessionId, { adminPort, signal, report }, now);
    return this.#known.get(sessionId) ?? { kind: 'unknown', answers };
  }

  async #ask(
    sessionId: bigint,
    { adminPort = defaultAdminPort, signal, report }: FindOptions,
    askedAt: number,
  ): Promise<readonly OwnerAnswer[]> {
    const ending = new AbortController();
    const end = () => {
      ending.abort();
    };
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
    let done = 0;
    report(done, this.#servers.length);
    try {
      const answers = await Promise.all(
        this.#servers.map(async (server) => {
          const answer = await askInTurn(server, adminPort, ending.signal);
          if (answer.kind === 'answered') this.#note(answer.server, answer.clients, askedAt);
          if (this.#known.get(sessionId)?.askedAt === askedAt) end();
          report(++done, this.#servers.length);
          return answer.kind === 'answered'
            ? { kind: 'notThere' as const, server: answer.server }
            : answer;
        }),
      );
      signal.throwIfAborted();
      // Those that were cut short because another one knew the session have not been asked.
      if (!ending.signal.aborted) this.#lastAnswers = { at: askedAt, adminPort, answers };
      return answers;
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  #note(server: string, clients: readonly Client[], askedAt: number): void {
    for (const { sessionId, address } of clients) {
      this.#known.delete(sessionId);
      this.#known.set(sessionId, { kind: 'known', address, server, askedAt });
    }
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= maxKnown) break;
      this.#known.delete(oldest);
    }
  }
}

/** An age below zero shows a clock that was set back. */
function isFresh(at: number, now: number): boolean {
  return now >= at && now - at < freshMs;
}

interface Answered {
  readonly kind: 'answered';
  readonly server: string;
  readonly clients: readonly Client[];
}

/**
 * By the four-letter word; by the AdminServer where that does not say it, for example because the word is not permitted
 * or because the client port is one for TLS, which takes no words.
 */
async function askInTurn(
  address: ServerAddress,
  adminPort: number,
  signal: AbortSignal,
): Promise<Answered | Extract<OwnerAnswer, { kind: 'notAnswered' }>> {
  const word = await askOne(address, () => clientsByWord(address, signal));
  const { server } = word;
  if (word.answer.kind === 'answered')
    return { kind: 'answered', server, clients: word.answer.value };
  const admin = await askOne(address, () =>
    clientsByAdminServer({ host: address.host, port: adminPort }, signal),
  );
  if (admin.answer.kind === 'answered') {
    return { kind: 'answered', server, clients: admin.answer.value };
  }
  return {
    kind: 'notAnswered',
    server,
    word: silenceOf(word.answer),
    admin: silenceOf(admin.answer),
    adminPort,
  };
}

async function clientsByWord(
  server: ServerAddress,
  signal: AbortSignal,
): Promise<Answer<readonly Client[]>> {
  const answer = await askWord(server, 'cons', { deadlineMs, signal });
  if (answer.kind !== 'answered') return answer;
  const clients = answer.value.flatMap(({ client, session }) =>
    session ? [{ sessionId: session.sessionId, address: client }] : [],
  );
  return { kind: 'answered', value: clients };
}

async function clientsByAdminServer(
  server: ServerAddress,
  signal: AbortSignal,
): Promise<Answer<readonly Client[]>> {
  const answer = await askAdminServer(server, 'connections', { deadlineMs, signal });
  if (answer.kind !== 'answered') return answer;
  const { connections, secure_connections: secure } = answer.value;
  const clients = [...connections, ...secure].flatMap(
    ({ session_id: sessionId, remote_socket_address: address }) =>
      sessionId === undefined || address === null
        ? []
        : [{ sessionId, address: address.replace(/^\//, '') }],
  );
  return { kind: 'answered', value: clients };
}

const unreachable: readonly FailureCode[] = [
  'NAME_NOT_FOUND',
  'CONNECTION_REFUSED',
  'HOST_UNREACHABLE',
  'CONNECT_TIMEOUT',
];

function silenceOf(
  answer: Exclude<ServerAnswer<never>['answer'], { readonly kind: 'answered' }>,
): Silence {
  if (answer.kind !== 'failed') return answer.kind;
  const { code } = answer.failure;
  if (unreachable.includes(code)) return 'unreachable';
  return code === 'SERVER_SILENT' ? 'silent' : 'hungUp';
}
