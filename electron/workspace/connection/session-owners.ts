import { parseConnectString, type ServerAddress } from '../../../shared/connect-string.ts';
import type { SessionOwner } from '../../../shared/model/change.ts';
import { askAdminServer } from '../../zookeeper/admin/admin-server.ts';
import { askEach, type Answer, type ServerAnswer } from '../../zookeeper/admin/answer.ts';
import { askWord } from '../../zookeeper/admin/four-letter-word.ts';

/** What the servers told is used again for so long. */
const freshMs = 10_000;
const deadlineMs = 3_000;
const adminPort = 8_080;
/** Sessions remembered, so that the client of one that has ended since is still known. */
const maxKnown = 20_000;

interface Client {
  readonly sessionId: bigint;
  readonly address: string;
}

type Known = Extract<SessionOwner, { kind: 'known' }>;

/** Tells which clients the sessions of an ensemble belong to. The servers are asked when somebody wants to know. */
export class SessionOwners {
  readonly #servers: readonly ServerAddress[];
  readonly #clock: () => number;
  readonly #known = new Map<bigint, Known>();
  #asked: { readonly at: number; readonly answers: Promise<ServerAnswer<Client[]>[]> } | null =
    null;

  constructor(connectString: string, clock: () => number) {
    const parsed = parseConnectString(connectString);
    this.#servers = parsed.ok ? parsed.target.servers : [];
    this.#clock = clock;
  }

  /** @returns the client, also of a session that has ended, where it was there when the servers were last asked. */
  async find(sessionId: bigint): Promise<SessionOwner> {
    const now = this.#clock();
    const known = this.#known.get(sessionId);
    if (known && isFresh(known.askedAt, now)) return known;
    if (!this.#asked || !isFresh(this.#asked.at, now)) {
      const answers = this.#ask();
      this.#asked = { at: now, answers };
    }
    const answers = await this.#asked.answers;
    return this.#known.get(sessionId) ?? { kind: 'unknown', reason: reasonOf(answers) };
  }

  async #ask(): Promise<ServerAnswer<Client[]>[]> {
    const askedAt = this.#clock();
    const answers = await askEach(this.#servers, clientsOf);
    for (const { server, answer } of answers) {
      if (answer.kind !== 'answered') continue;
      for (const { sessionId, address } of answer.value) {
        this.#known.delete(sessionId);
        this.#known.set(sessionId, { kind: 'known', address, server, askedAt });
      }
    }
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= maxKnown) break;
      this.#known.delete(oldest);
    }
    return answers;
  }
}

/** An age below zero tells of a clock that was set back. */
function isFresh(at: number, now: number): boolean {
  return now >= at && now - at < freshMs;
}

/** By the four-letter word; by the AdminServer, at the port it has by default, where the word is not allowed. */
async function clientsOf(server: ServerAddress): Promise<Answer<Client[]>> {
  const answer = await askWord(server, 'cons', { deadlineMs });
  if (answer.kind === 'answered') {
    const clients = answer.value.flatMap(({ client, session }) =>
      session ? [{ sessionId: session.sessionId, address: client }] : [],
    );
    return { kind: 'answered', value: clients };
  }
  if (answer.kind !== 'notWhitelisted') return answer;
  return clientsByAdminServer({ host: server.host, port: adminPort });
}

async function clientsByAdminServer(server: ServerAddress): Promise<Answer<Client[]>> {
  const answer = await askAdminServer(server, 'connections', { deadlineMs });
  if (answer.kind !== 'answered') return answer;
  const { connections, secure_connections: secure } = answer.value;
  const clients = [...connections, ...secure].flatMap(
    ({ session_id: sessionId, remote_socket_address: address }) =>
      sessionId === undefined ? [] : [{ sessionId, address: address.replace(/^\//, '') }],
  );
  return { kind: 'answered', value: clients };
}

function reasonOf(
  answers: readonly ServerAnswer<unknown>[],
): Extract<SessionOwner, { kind: 'unknown' }>['reason'] {
  if (answers.some(({ answer }) => answer.kind === 'failed')) return 'unreachable';
  return answers.every(({ answer }) => answer.kind === 'answered') ? 'notThere' : 'notTold';
}
