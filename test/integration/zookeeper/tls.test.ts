import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TlsOptions } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../build/lib/free-port.ts';
import type { TlsIdentity, TlsSettings } from '../../../electron/zookeeper/security.ts';
import { createAuthority, type TestAuthority } from '../../fixtures/certificates.ts';
import { failToConnect } from '../../fixtures/failed-connect.ts';
import { startHostileServer } from '../../fixtures/hostile-server.ts';
import { bytes, untilState, useSessions } from '../../fixtures/session.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { startTlsProxy, type TlsProxy } from '../../fixtures/tls-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';

const hostNames = ['DNS:localhost', 'IP:127.0.0.1'];
const passphrase = 'open sesame';

const authorities: TestAuthority[] = [];
let authority: TestAuthority;
let stranger: TestAuthority;
let identity: Extract<TlsIdentity, { kind: 'pem' }>;
let encryptedKey: string;
let archive: Uint8Array;
let securePort: number;

const zk = useZooKeeper(async () => {
  authority = await createAuthority();
  stranger = await createAuthority('Another authority');
  authorities.push(authority, stranger);
  const client = await authority.issue('client');
  identity = { kind: 'pem', certificate: client.certificate, key: client.key };
  encryptedKey = await client.encryptKey(passphrase);
  archive = await readFile(await client.writePkcs12(passphrase));
  const server = await authority.issue('server', { names: hostNames });
  securePort = await findFreePort();
  return {
    extraConfig: {
      serverCnxnFactory: 'org.apache.zookeeper.server.NettyServerCnxnFactory',
      secureClientPort: String(securePort),
      secureClientPortAddress: '127.0.0.1',
      'ssl.keyStore.location': await server.writePkcs12(passphrase),
      'ssl.keyStore.password': passphrase,
      'ssl.keyStore.type': 'PKCS12',
      'ssl.trustStore.location': authority.file,
      'ssl.trustStore.type': 'PEM',
      'ssl.clientAuth': 'need',
      'ssl.protocol': 'TLSv1.3',
      'ssl.enabledProtocols': 'TLSv1.3',
      'ssl.ciphersuites': 'TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256',
      'authProvider.x509': 'org.apache.zookeeper.server.auth.X509AuthenticationProvider',
    },
  };
});
const connect = useSessions();

afterAll(async () => {
  for (const made of authorities) await made.dispose();
});

const secure = () => `localhost:${String(securePort)}`;
const trusting = (): TlsSettings => ({ ca: authority.certificate, identity });

describe('a server that wants TLS 1.3 and a certificate of ours', () => {
  beforeAll(async () => {
    const acl = [{ scheme: 'x509', id: 'CN=client', permissions: 31 }];
    await zk.other.create('/for-client', 'secret', { acl });
  });

  it.each<[string, () => TlsIdentity]>([
    ['in PEM', () => identity],
    ['in PEM with a passphrase', () => ({ ...identity, key: encryptedKey, passphrase })],
    ['in PKCS #12', () => ({ kind: 'pkcs12', archive, passphrase })],
  ])('knows who we are by our certificate %s', async (_, ours) => {
    const tls = { ca: authority.certificate, identity: ours() };
    const session = await connect(secure(), {}, { tls });
    expect((await session.getData('/for-client')).data).toEqual(bytes('secret'));
  });

  it('does not take us for somebody else', async () => {
    const other = await authority.issue('other');
    const tls: TlsSettings = { ...trusting(), identity: { kind: 'pem', ...other } };
    const session = await connect(secure(), {}, { tls });
    await expect(session.getData('/for-client')).rejects.toMatchObject({
      failure: { code: 'NO_AUTH' },
    });
  });

  it('says that it wants a certificate, or another one, however often it is asked', async () => {
    const { ca } = trusting();
    const unknown = { kind: 'pem', ...(await stranger.issue('client')) } as const;
    const expired = {
      kind: 'pem',
      ...(await authority.issue('client', { validTo: -0.5 })),
    } as const;
    // The rejection comes after the handshake, in a race with what we send next.
    for (let i = 0; i < 10; i++) {
      const [none, stranger, old] = await Promise.all([
        failToConnect(secure(), { tls: { ca } as TlsSettings }),
        failToConnect(secure(), { tls: { ...trusting(), identity: unknown } }),
        failToConnect(secure(), { tls: { ...trusting(), identity: expired } }),
      ]);
      expect(none.failure).toMatchObject({ code: 'CLIENT_CERTIFICATE_REQUIRED', retryable: false });
      expect(stranger.failure.code).toBe('CLIENT_CERTIFICATE_REJECTED');
      expect(old.failure.code).toBe('CLIENT_CERTIFICATE_REJECTED');
    }
  });

  it('says that it wants TLS', async () => {
    const { failure } = await failToConnect(secure(), {});
    expect(failure).toMatchObject({ code: 'TLS_REQUIRED', server: secure(), retryable: false });
  });

  it('says on its other port that it does not speak TLS', async () => {
    const { failure } = await failToConnect(zk.server.connectString, { tls: trusting() });
    expect(failure).toMatchObject({ code: 'NOT_TLS', retryable: false });
  });

  it('gets the same session back after a restart, by the same certificate', async () => {
    const session = await connect(secure(), { sessionTimeoutMs: 20_000 }, { tls: trusting() });
    const before = session.state;
    await session.addWatch('/for-client', 'persistent');
    await zk.server.kill();
    await untilState(session, 'reconnecting');
    await zk.server.restart();
    expect(await untilState(session, 'connected')).toEqual(before);
    expect((await session.getData('/for-client')).data).toEqual(bytes('secret'));
  });
});

describe('a server’s certificate', () => {
  const proxies: TlsProxy[] = [];
  afterEach(async () => {
    for (const proxy of proxies.splice(0)) await proxy.close();
  });

  async function proxyWith(
    made: { readonly certificate: string; readonly key: string },
    options: TlsOptions = {},
  ): Promise<TlsProxy> {
    const { certificate: cert, key } = made;
    const proxy = await startTlsProxy(zk.server.clientPort, { cert, key, ...options });
    proxies.push(proxy);
    return proxy;
  }
  const ca = () => ({ ca: authority.certificate });

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is enough for %s', async (version) => {
    const good = await authority.issue('server', { names: hostNames });
    const proxy = await proxyWith(good, { minVersion: version, maxVersion: version });
    await connect(`localhost:${String(proxy.port)}`, {}, { tls: ca() });
    await connect(proxy.connectString, {}, { tls: ca() });
    // An address is never indicated.
    expect(proxy.clients).toEqual([
      { serverName: 'localhost', protocol: version },
      { serverName: false, protocol: version },
    ]);
  });

  it('has to come from an authority that is trusted, which is asked once', async () => {
    const proxy = await proxyWith(await authority.issue('server', { names: hostNames }));
    const untrusted = { code: 'CERTIFICATE_UNTRUSTED', operation: 'connect', retryable: false };
    const tls = { ca: stranger.certificate };
    const { failure, states } = await failToConnect(proxy.connectString, { tls });
    expect(failure).toMatchObject(untrusted);
    expect(states).toContainEqual(
      expect.objectContaining({
        kind: 'connecting',
        lastFailure: expect.objectContaining(untrusted) as unknown,
      }),
    );
    expect(proxy.acceptedCount).toBe(1);
    // Those that come with Node.
    expect((await failToConnect(proxy.connectString, { tls: {} })).failure).toMatchObject(
      untrusted,
    );
    expect(proxy.clients).toEqual([]);
  });

  it('must not be its own authority', async () => {
    const key = await readFile(authority.file.replace('ca.pem', 'ca.key'), 'utf8');
    const proxy = await proxyWith({ certificate: authority.certificate, key });
    const tls = { ca: stranger.certificate };
    const { failure } = await failToConnect(proxy.connectString, { tls });
    expect(failure).toMatchObject({
      code: 'CERTIFICATE_UNTRUSTED',
      detail: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    });
  });

  it('must not have expired, nor begin later', async () => {
    const names = hostNames;
    const old = await proxyWith(await authority.issue('server', { names, validTo: -0.5 }));
    const early = await proxyWith(await authority.issue('server', { names, validFrom: 1 }));
    const both = [old, early].map(({ connectString }) =>
      failToConnect(connectString, { tls: { ...ca(), verify: 'chain' } }),
    );
    const codes = (await Promise.all(both)).map(({ failure }) => failure.code);
    expect(codes).toEqual(['CERTIFICATE_EXPIRED', 'CERTIFICATE_NOT_YET_VALID']);
  });

  it('has to be for the host, unless that is not wanted', async () => {
    const made = await authority.issue('localhost', { names: ['DNS:zk.example', 'IP:127.0.0.2'] });
    const proxy = await proxyWith(made);
    for (const host of ['localhost', '127.0.0.1']) {
      const target = `${host}:${String(proxy.port)}`;
      const { failure } = await failToConnect(target, { tls: ca() });
      expect(failure).toMatchObject({
        code: 'CERTIFICATE_NAME_MISMATCH',
        detail: 'DNS:zk.example, IP Address:127.0.0.2',
      });
      await connect(target, {}, { tls: { ...ca(), verify: 'chain' } });
    }
  });

  it('is of no use without a version or cipher in common', async () => {
    const good = await authority.issue('server', { names: hostNames });
    const rsaOnly = { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES128-GCM-SHA256' } as const;
    const proxy = await proxyWith(good, rsaOnly);
    const { failure } = await failToConnect(proxy.connectString, { tls: ca() });
    expect(failure).toMatchObject({ code: 'TLS_FAILED', retryable: false });
  });

  it('names of several servers which one is wrong, and uses the others', async () => {
    const names = hostNames;
    const old = await proxyWith(await authority.issue('server', { names, validTo: -0.5 }));
    const good = await proxyWith(await authority.issue('server', { names }));
    const all = [old.connectString, good.connectString].join(',');
    const session = await connect(all, {}, { tls: ca() });
    expect(session.state).toMatchObject({ kind: 'connected', server: good.connectString });
    const failures: unknown[] = [];
    session.onStateChange((state) => {
      if (state.kind === 'reconnecting') failures.push(state.lastFailure);
    });
    await good.close();
    const expired = { code: 'CERTIFICATE_EXPIRED', server: old.connectString };
    await expect.poll(() => failures).toContainEqual(expect.objectContaining(expired));
  });
});

describe('a port without TLS', () => {
  it('may speak something else', async () => {
    const web = createServer((_request, response) => response.end());
    await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
    const { port } = web.address() as AddressInfo;
    const { failure } = await failToConnect(`127.0.0.1:${String(port)}`, { tls: trusting() });
    await new Promise((resolve) => web.close(resolve));
    expect(failure).toMatchObject({ code: 'NOT_TLS', retryable: false });
  });

  it('may be silent, but not for longer than an attempt may take', async () => {
    const server = await startHostileServer(() => undefined);
    const limits = { connectionTimeoutMs: 500, retryTries: 0 };
    const { failure } = await failToConnect(server.connectString, { tls: trusting() }, limits);
    await server.close();
    expect(failure).toMatchObject({ code: 'SERVER_SILENT', retryable: true });
  });
});

describe('certificates and keys that cannot be used', () => {
  const pem = (changes: Partial<Extract<TlsIdentity, { kind: 'pem' }>>) => ({
    ...trusting(),
    identity: { ...identity, ...changes },
  });
  const pkcs12 = (content: Uint8Array, phrase?: string): TlsSettings => ({
    ...trusting(),
    identity: {
      kind: 'pkcs12',
      archive: content,
      ...(phrase !== undefined && { passphrase: phrase }),
    },
  });
  const brokenPem = (kind: string) => `-----BEGIN ${kind}-----\nAAAA\n-----END ${kind}-----\n`;
  const wrong = 'correct horse';

  it.each<[string, () => TlsSettings, string]>([
    ['no CA', () => ({ ca: 'no certificate' }), 'CA_INVALID'],
    ['a broken CA', () => ({ ca: brokenPem('CERTIFICATE') }), 'CA_INVALID'],
    [
      'a broken CA behind a good one',
      () => ({ ca: authority.certificate + brokenPem('CERTIFICATE') }),
      'CA_INVALID',
    ],
    ['no certificate', () => pem({ certificate: identity.key }), 'CLIENT_CERTIFICATE_INVALID'],
    ['no key', () => pem({ key: identity.certificate }), 'CLIENT_KEY_INVALID'],
    ['a broken key', () => pem({ key: brokenPem('PRIVATE KEY') }), 'CLIENT_KEY_INVALID'],
    [
      'an authority’s certificate',
      () => pem({ certificate: authority.certificate }),
      'CLIENT_KEY_MISMATCH',
    ],
    ['no passphrase', () => pem({ key: encryptedKey }), 'PASSPHRASE_WRONG'],
    ['a wrong passphrase', () => pem({ key: encryptedKey, passphrase: wrong }), 'PASSPHRASE_WRONG'],
    ['no passphrase of an archive', () => pkcs12(archive), 'PASSPHRASE_WRONG'],
    ['a wrong passphrase of an archive', () => pkcs12(archive, wrong), 'PASSPHRASE_WRONG'],
    [
      'half an archive',
      () => pkcs12(archive.subarray(0, 300), wrong),
      'CLIENT_CERTIFICATE_INVALID',
    ],
    [
      'a Java key store',
      () => pkcs12(Buffer.from('feedfeed00000002', 'hex'), wrong),
      'CLIENT_CERTIFICATE_INVALID',
    ],
  ])('are refused before anything is sent: %s', async (_, tls, code) => {
    let accepted = 0;
    const server = await startHostileServer(() => accepted++);
    const { failure, states } = await failToConnect(server.connectString, { tls: tls() });
    expect(failure).toMatchObject({ code, operation: 'connect', retryable: false });
    expect(JSON.stringify([failure, states])).not.toMatch(/correct horse|PRIVATE KEY|AAAA/);
    await server.close();
    expect(accepted).toBe(0);
  });
});

describe('a server that does not know SASL', () => {
  it('says so', async () => {
    const sasl = { user: 'bob', password: 'correct horse' };
    const { failure } = await failToConnect(zk.server.connectString, { sasl });
    expect(failure).toMatchObject({ code: 'SASL_UNSUPPORTED', retryable: false });
  });

  it('is shown other identities before anything else, on every connection', async () => {
    const credential = 'ann:correct horse';
    const hash = createHash('sha1').update(credential).digest('base64');
    const acl = [{ scheme: 'digest', id: `ann:${hash}`, permissions: 31 }];
    await zk.other.create('/for-ann', 'hers', { acl });
    const proxy = await startTcpProxy(zk.server.clientPort);
    const auth = [{ scheme: 'digest', credential: bytes(credential) }];
    const session = await connect(proxy.connectString, {}, { auth });
    expect((await session.getData('/for-ann')).data).toEqual(bytes('hers'));
    const before = session.state;
    proxy.cut();
    await untilState(session, 'reconnecting');
    expect(await untilState(session, 'connected')).toEqual(before);
    expect((await session.getData('/for-ann')).data).toEqual(bytes('hers'));
    await session.close();
    await proxy.close();
  });

  it('does not accept every kind of identity', async () => {
    const auth = [{ scheme: 'unheard-of', credential: bytes('correct horse') }];
    const { failure, states } = await failToConnect(zk.server.connectString, { auth });
    expect(failure).toMatchObject({ code: 'AUTH_FAILED', retryable: false });
    expect(JSON.stringify([failure, states])).not.toContain('horse');
  });
});
