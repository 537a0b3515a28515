import { formatTarget } from '../../../shared/connect-string.ts';
import type { ConnectionProfile } from '../../../shared/model/connection.ts';
import type { Storage } from '../../storage/storage.ts';
import type { ConnectionSlot } from '../connection/connection-slot.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../domain-calls.ts';

/** Without what ends the page, which is more than a workspace: that ends with it. */
export type WorkspaceSession = Omit<DomainCalls<'session'>, 'replace' | 'disconnect'>;

/**
 * Asks, where no page can answer, whether this connection may write to servers that were read-only before.
 * @param connection as the user knows it
 * @param signal ends the question, which is answered "no" then
 */
export type AskToWrite = (connection: string, signal: AbortSignal) => Promise<boolean>;

export interface SessionCallsOptions {
  readonly slot: ConnectionSlot;
  readonly storage: Pick<Storage, 'profiles' | 'writePermissions'>;
  /** Whether every connection here is read-only anyway. */
  readonly isReadOnly: boolean;
  readonly askToWrite: AskToWrite;
  /** A session of this profile was opened. */
  readonly onConnected: (profile: ConnectionProfile) => void;
}

export class SessionCalls implements WorkspaceSession {
  readonly #options: SessionCallsOptions;

  constructor(options: SessionCallsOptions) {
    this.#options = options;
  }

  async connect(
    { settings, profileId }: ParsedInput<'session.connect'>,
    { signal }: CallContext,
  ): Promise<void> {
    const { slot, storage, onConnected } = this.#options;
    const asked = storage.profiles.resolve(settings, profileId);
    const profile = (await this.#mayWrite(asked, signal)) ? asked : { ...asked, readOnly: true };
    await slot.open(profile, signal);
    onConnected(profile);
  }

  createChroot(): Promise<void> {
    return this.#options.slot.require('create').createChroot();
  }

  /** @returns false where the user wants the connection to stay as read-only as it was. */
  async #mayWrite({ target, readOnly }: ConnectionProfile, signal: AbortSignal): Promise<boolean> {
    const { storage, isReadOnly, askToWrite } = this.#options;
    const permissions = storage.writePermissions;
    if (readOnly || isReadOnly || !permissions.mustAsk(target)) return true;
    const isAllowed = await askToWrite(formatTarget(target), signal);
    // Who asked has gone meanwhile: nothing is allowed for what comes after it.
    if (signal.aborted) return false;
    if (isAllowed) permissions.allow(target);
    return isAllowed;
  }
}
