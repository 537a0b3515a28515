import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../build/lib/free-port.ts';
import { startZooKeeper, type RunningZooKeeper } from '../../../build/lib/zookeeper-server.ts';
import type { SaslCredential } from '../../../electron/zookeeper/security.ts';
import { createAuthority, type TestAuthority } from '../../fixtures/certificates.ts';
import { failToConnect } from '../../fixtures/failed-connect.ts';
import {
  frame,
  grantThen,
  replyHeader,
  startHostileServer,
} from '../../fixtures/hostile-server.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';

const bob: SaslCredential = { user: 'bob', password: 'correct horse' };
const li: SaslCredential = { user: 'li', password: '密码' };
const superUser = {
  credential: 'super:correct horse',
  id: `super:${createHash('sha1').update('super:correct horse').digest('base64')}`,
};
/** What ISO 8859-1 has, what it has not, both, and what has to be quoted. */
const users: readonly SaslCredential[] = [
  bob,
  { user: 'jürgen', password: 'pässwörter' },
  li,
  { user: 'ü', password: '密' },
  { user: 'q', password: 'a"b\\c, d=e' },
];

describe('a server that lets nobody in without SASL', () => {
  const connect = useSessions();
  const cleanups: (() => Promise<void>)[] = [];
  let authority: TestAuthority;
  let securePort: number;
  let server: RunningZooKeeper;

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'treekeeper-sasl-'));
    cleanups.push(() => rm(folder, { recursive: true, force: true }));
    authority = await createAuthority();
    cleanups.push(() => authority.dispose());
    const keys = await authority.issue('server', { names: ['DNS:localhost'] });
    securePort = await findFreePort();
    const entries = users.map(({ user, password }) => `user_${user}=${JSON.stringify(password)}`);
    const login = `org.apache.zookeeper.server.auth.DigestLoginModule required ${entries.join(' ')};`;
    await writeFile(join(folder, 'jaas.conf'), `Server { ${login} };`);
    server = await startZooKeeper({
      dataDir: folder,
      jvmFlags: [
        `-Djava.security.auth.login.config=${join(folder, 'jaas.conf')}`,
        '-Dzookeeper.sessionRequireClientSASLAuth=true',
        `-Dzookeeper.DigestAuthenticationProvider.superDigest=${superUser.id}`,
      ],
      extraConfig: {
        'authProvider.sasl': 'org.apache.zookeeper.server.auth.SASLAuthenticationProvider',
        serverCnxnFactory: 'org.apache.zookeeper.server.NettyServerCnxnFactory',
        secureClientPort: String(securePort),
        secureClientPortAddress: '127.0.0.1',
        // Everything else as it is by default: TLS 1.2 only.
        'ssl.keyStore.location': await keys.writePkcs12('secret'),
        'ssl.keyStore.password': 'secret',
        'ssl.trustStore.location': authority.file,
        'ssl.clientAuth': 'none',
      },
    });
    cleanups.push(() => server.kill());
  });

  afterAll(async () => {
    for (const release of cleanups.splice(0).reverse()) await release();
  });

  it.each(users)('lets $user in', async (sasl) => {
    const session = await connect(server.connectString, {}, { sasl });
    expect(session.state.kind).toBe('connected');
    // The answers to SASL carry none, which must not take the place of one.
    expect(session.lastZxid).toBeGreaterThan(0n);
    expect((await session.getChildren('/')).children).toContain('zookeeper');
  });

  it('knows which user it is, over TLS too', async () => {
    const plain = await connect(server.connectString, {}, { sasl: bob });
    const acl = [{ scheme: 'sasl', id: 'bob', permissions: 31 }];
    await plain.create({ path: '/bob', data: bytes('mine'), mode: 'persistent', acl });
    const tls = { ca: authority.certificate };
    const secure = `localhost:${String(securePort)}`;
    const session = await connect(secure, {}, { sasl: bob, tls });
    expect((await session.getData('/bob')).data).toEqual(bytes('mine'));
    const other = await connect(secure, {}, { sasl: li, tls });
    await expect(other.getData('/bob')).rejects.toMatchObject({ failure: { code: 'NO_AUTH' } });
  });

  it('takes further identities besides: the super user may do everything', async () => {
    const auth = [{ scheme: 'digest', credential: bytes(superUser.credential) }];
    const session = await connect(server.connectString, {}, { sasl: li, auth });
    expect((await session.getData('/bob')).data).toEqual(bytes('mine'));
  });

  it.each([
    { user: 'bob', password: 'incorrect horse' },
    { user: 'nobody', password: 'incorrect horse' },
  ])('does not let $user in with a wrong password, and is asked once', async (sasl) => {
    const proxy = await startTcpProxy(server.clientPort);
    const { failure, states } = await failToConnect(proxy.connectString, { sasl });
    expect(failure).toMatchObject({ code: 'AUTH_FAILED', operation: 'connect', retryable: false });
    expect(states.at(-1)).toEqual({ kind: 'authFailed' });
    expect(JSON.stringify([failure, states])).not.toContain('horse');
    expect(proxy.acceptedCount).toBe(1);
    await proxy.close();
  });

  it('says what it wants of those who come without, whichever server they try', async () => {
    const other = await startTcpProxy(server.clientPort);
    const both = [server.connectString, other.connectString].join(',');
    const { failure } = await failToConnect(both, {});
    expect(failure).toMatchObject({ code: 'SASL_REQUIRED', retryable: false });
    expect(failure.attempts?.map(({ code }) => code)).toEqual(['SASL_REQUIRED', 'SASL_REQUIRED']);
    await other.close();
  });

  it('is sent again after every reconnect, before anything else', async () => {
    const session = await connect(
      server.connectString,
      { sessionTimeoutMs: 20_000 },
      { sasl: bob },
    );
    const before = session.state;
    await session.addWatch('/bob', 'persistent');
    await server.kill();
    await untilState(session, 'reconnecting');
    await server.restart();
    expect(await untilState(session, 'connected')).toEqual(before);
    expect((await session.getData('/bob')).data).toEqual(bytes('mine'));
  });
});

describe('a server that goes wrong with SASL', () => {
  /** @returns how connecting fails when the server answers the tokens of the client so. */
  async function failWith(...tokens: readonly (string | null)[]) {
    let next = 0;
    const server = await startHostileServer(
      grantThen((xid, opCode) => {
        const token = tokens[next++] ?? null;
        const length = Buffer.alloc(4);
        length.writeInt32BE(token === null ? -1 : Buffer.byteLength(token));
        expect(opCode).toBe(102);
        return frame(replyHeader(xid, 0, 0n), length, Buffer.from(token ?? ''));
      }),
    );
    const limits = { retryTries: 0, connectionTimeoutMs: 1_000 };
    const { failure } = await failToConnect(server.connectString, { sasl: bob }, limits);
    await server.close();
    expect(JSON.stringify(failure)).not.toContain('horse');
    return failure;
  }
  const challenge = 'realm="zk-sasl-md5",nonce="n",charset=utf-8,algorithm=md5-sess,qop="auth"';

  it.each<[string, readonly (string | null)[], string]>([
    ['asks for nothing', [null], 'SASL_UNSUPPORTED'],
    ['asks for something else', ['nonce="n",algorithm=md5'], 'PROTOCOL_ERROR'],
    ['asks for encryption', [challenge.replace('"auth"', '"auth-conf"')], 'PROTOCOL_ERROR'],
    ['lets everybody in', [challenge, null], 'AUTH_FAILED'],
    ['does not know the password', [challenge, 'rspauth=00'], 'SERVER_UNPROVEN'],
  ])('%s', async (_, tokens, code) => {
    expect((await failWith(...tokens)).code).toBe(code);
  });

  it('is silent for as long as an attempt may take', async () => {
    const server = await startHostileServer(grantThen(() => null));
    const limits = { retryTries: 0, connectionTimeoutMs: 500 };
    const { failure } = await failToConnect(server.connectString, { sasl: bob }, limits);
    await server.close();
    expect(failure.code).toBe('SERVER_SILENT');
  });

  it('is not even asked for a user without a name', async () => {
    const { failure } = await failToConnect('127.0.0.1:1', { sasl: { user: '', password: 'x' } });
    expect(failure.code).toBe('INVALID_INPUT');
  });
});
