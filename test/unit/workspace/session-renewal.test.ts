import { expect, it } from 'vitest';
import { renewSession } from '../../../electron/workspace/connection/session-renewal.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import type { ConnectionProfile, SessionState } from '../../../shared/model/connection.ts';
import type { FailureCode } from '../../../shared/model/failure.ts';
import { testSettings } from '../../fixtures/session.ts';
import { FakeSession } from '../zookeeper/fake-session.ts';

const profile: ConnectionProfile = {
  ...testSettings('zk:2181', { retryBaseMs: 1 }),
  id: 'target-1',
  name: '',
};

/** Asks for a session that fails with these codes, one after the other, before it is granted. */
async function renew(codes: readonly FailureCode[], signal = new AbortController().signal) {
  const shown: SessionState[] = [];
  const granted = new FakeSession();
  let asked = 0;
  const session = await renewSession({
    profile,
    signal,
    show: (state) => shown.push(state),
    dialer: {
      connect: () => {
        const code = codes[asked++];
        if (code === undefined) return Promise.resolve(granted);
        return Promise.reject(new ZooKeeperError({ code, operation: 'connect', retryable: true }));
      },
    },
  });
  return { shown, asked, isGranted: session === granted };
}

it('tries again until there is a session, and shows why there was none', async () => {
  const { shown, isGranted } = await renew(['CONNECTION_REFUSED', 'SERVER_SILENT']);
  expect(isGranted).toBe(true);
  expect(shown).toMatchObject([
    { attempt: 1 },
    { attempt: 1, lastFailure: { code: 'CONNECTION_REFUSED' } },
    { attempt: 2, lastFailure: { code: 'CONNECTION_REFUSED' } },
    { attempt: 2, lastFailure: { code: 'SERVER_SILENT' } },
    { attempt: 3, lastFailure: { code: 'SERVER_SILENT' } },
  ]);
  expect(shown[0]).not.toHaveProperty('lastFailure');
});

it.each<[FailureCode, Partial<SessionState>]>([
  ['AUTH_FAILED', { kind: 'authFailed' }],
  ['KEYCHAIN_UNAVAILABLE', { kind: 'closed' }],
  ['CA_INVALID', { kind: 'closed' }],
])('gives up at %s, which every attempt would meet, and shows the end', async (code, end) => {
  const { shown, asked, isGranted } = await renew([code]);
  expect([asked, isGranted]).toEqual([1, false]);
  expect(shown.at(-1)).toMatchObject(end);
});

it('ends without a word when the connection is not wanted any more', async () => {
  expect(await renew([], AbortSignal.abort())).toEqual({ shown: [], asked: 0, isGranted: false });
  const { shown, isGranted } = await renew(['CANCELLED']);
  expect(isGranted).toBe(false);
  expect(shown).toEqual([{ kind: 'connecting', attempt: 1 }]);
});
