import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionProfile, SessionState } from '../../../shared/model/connection.ts';
import type { Failure, FailureCode } from '../../../shared/model/failure.ts';
import { expectFailure } from '../../zookeeper/errors.ts';
import type { ZooKeeperSession } from '../../zookeeper/port.ts';
import type { Dialer } from './dialer.ts';

/** A new session after an expiry is tried for as long as the connection is wanted, but not more often than this. */
const maxBackOffMs = 30_000;

/** What a new attempt would meet again, until the user has done something about it. */
const hopelessCodes: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'KEYCHAIN_UNAVAILABLE',
  'CA_INVALID',
  'CLIENT_CERTIFICATE_INVALID',
  'CLIENT_KEY_INVALID',
  'CLIENT_KEY_MISMATCH',
  'PASSPHRASE_WRONG',
  'INVALID_INPUT',
]);

export interface RenewalOptions {
  readonly profile: ConnectionProfile;
  readonly dialer: Pick<Dialer, 'connect'>;
  /** Aborted when the connection is not wanted any more. */
  readonly signal: AbortSignal;
  /** Shows how far it is, and in the end why there will be no session. */
  readonly show: (state: SessionState) => void;
}

/**
 * Gets a new session of the same profile in place of one that has expired.
 * @returns it, also when it was granted in the very moment in which it was no longer wanted; null when there is none,
 * because the connection is not wanted any more or can never be had again: what was shown last says why.
 * @throws what is no failure but a bug.
 */
export async function renewSession(options: RenewalOptions): Promise<ZooKeeperSession | null> {
  const { profile, dialer, signal, show } = options;
  let lastFailure: Failure | undefined;
  for (let attempt = 1; !signal.aborted; attempt++) {
    show({ kind: 'connecting', attempt, ...(lastFailure && { lastFailure }) });
    try {
      return await dialer.connect(profile, { signal });
    } catch (error) {
      lastFailure = expectFailure(error).failure;
    }
    const final = finalState(lastFailure);
    if (final) show(final);
    if (final || lastFailure.code === 'CANCELLED') return null;
    show({ kind: 'connecting', attempt, lastFailure });
    const waitMs = Math.min(profile.retryBaseMs * 2 ** (attempt - 1), maxBackOffMs);
    // Aborted: the loop's condition ends it.
    await delay(waitMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
  return null;
}

/** @returns how the connection ends with a failure after which no attempt can succeed; null for any other. */
function finalState(lastFailure: Failure): SessionState | null {
  if (lastFailure.code === 'AUTH_FAILED') return { kind: 'authFailed' };
  return hopelessCodes.has(lastFailure.code) ? { kind: 'closed', lastFailure } : null;
}
