import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ConnectionProfile } from '../../../shared/model/connection.ts';
import { createAuthority, type TestAuthority } from '../../fixtures/certificates.ts';
import { testSettings } from '../../fixtures/session.ts';
import { startTcpProxy } from '../../fixtures/tcp-proxy.ts';
import { startTlsProxy } from '../../fixtures/tls-proxy.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { FakeKeychain } from '../../unit/storage/fake-keychain.ts';
import { useWorkspaces } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

let authority: TestAuthority;
beforeAll(async () => {
  authority = await createAuthority();
});
afterAll(() => authority.dispose());

const credential = 'bob:correct horse';
const digest = `bob:${createHash('sha1').update(credential).digest('base64')}`;

it('a session after an expiry is as secure as the first, and signs in as before', async () => {
  const test = await zookeeper.withChroot();
  const acl = [{ scheme: 'digest', id: digest, permissions: 31 }];
  await test.other.create('/for-bob', 'secret', { acl });
  const { certificate, key } = await authority.issue('server', { names: ['IP:127.0.0.1'] });
  const tls = await startTlsProxy(zookeeper.server.clientPort, { cert: certificate, key });
  const network = await startTcpProxy(tls.port);
  const window = await openWorkspace({ keychain: new FakeKeychain() });
  const { profiles, secrets } = window.storage;
  const settings = testSettings(network.connectString + test.chroot, { sessionTimeoutMs: 1_500 });
  const profile: ConnectionProfile = {
    ...settings,
    id: 'secure',
    name: 'Secure',
    security: {
      tls: { ca: authority.certificate },
      signIn: { scheme: 'digest', user: 'bob' },
    },
  };
  profiles.save(profile);
  await secrets.write('secure', { password: 'correct horse' });

  const { session, node } = window.workspace;
  await session.connect({ settings, profileId: 'secure' }, window.context());
  await node.open({ path: '/for-bob' }, window.context());
  await window.until(() => window.text === 'secret');
  expect(tls.clients).toHaveLength(1);
  const mine = { path: '/mine', data: null, mode: 'ephemeral', createParents: false } as const;
  await node.create(mine, window.context());

  await network.refuse();
  network.cut();
  await expect.poll(() => test.other.exists('/mine'), { timeout: 15_000 }).toBeNull();
  await network.heal();
  const connection = () => window.workspace.snapshot('connection');
  await window.until(() => connection()?.expiry !== undefined, 20_000);
  await window.until(() => connection()?.state.kind === 'connected', 20_000);
  expect(tls.clients.length).toBeGreaterThan(1);
  expect(tls.clients).toHaveLength(network.acceptedCount);
  await node.close(undefined, window.context());
  await node.open({ path: '/for-bob' }, window.context());
  await window.until(() => window.text === 'secret');
  // Nothing of the secrets goes to the page.
  expect(JSON.stringify(connection()?.profile)).not.toContain('horse');
  await network.close();
  await tls.close();
});
