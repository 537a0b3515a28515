import type { CallContext, DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';
import type { WorkspaceSession } from '../../workspace/calls/session-calls.ts';
import type { LaunchRequest, Opening } from '../launch-request.ts';

export interface PageSessionOptions {
  readonly session: WorkspaceSession;
  readonly launch: LaunchRequest;
  /** Settles when the page before this one in the same view has ended. */
  readonly before?: Promise<void>;
  /** Has another page take the place of this one, which ends with its connection. @param opening what that one opens */
  readonly renew: (opening: Omit<Opening, 'readOnly'>) => void;
}

/** The calls of the domain `session`: a page has one connection, and ends with it. */
export class PageSession implements DomainCalls<'session'> {
  readonly #options: PageSessionOptions;

  constructor(options: PageSessionOptions) {
    this.#options = options;
  }

  async connect(input: ParsedInput<'session.connect'>, context: CallContext): Promise<void> {
    const { settings, profileId } = input;
    const { launch, session, before } = this.#options;
    const end = launch.begin({ connect: settings, ...(profileId !== undefined && { profileId }) });
    try {
      // Two sessions of one page would both be seen by the servers, with the ephemeral nodes of both.
      await before;
      await session.connect(input, context);
    } finally {
      end();
    }
  }

  async createChroot(input: undefined, context: CallContext): Promise<void> {
    await this.#options.session.createChroot(input, context);
  }

  replace({ settings, profileId, path }: ParsedInput<'session.replace'>): void {
    this.#options.renew({
      connect: settings,
      ...(profileId !== undefined && { profileId }),
      ...(path !== undefined && { path }),
    });
  }

  disconnect(): void {
    this.#options.renew({});
  }
}
