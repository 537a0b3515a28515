import type { CallContext, DomainCalls, ParsedInput } from '../../workspace/domain-calls.ts';
import type { WorkspaceSession } from '../../workspace/calls/session-calls.ts';
import type { LaunchRequest, Opening } from '../launch-request.ts';

export interface PageSessionOptions {
  readonly session: WorkspaceSession;
  readonly launch: LaunchRequest;
  /** Ends the page with its connection, and has another one take its place that opens this. */
  readonly renew: (opening: Omit<Opening, 'readOnly'>) => Promise<void>;
}

/** The calls of the domain `session`: a page has one connection, and ends with it. */
export class PageSession implements DomainCalls<'session'> {
  readonly #options: PageSessionOptions;

  constructor(options: PageSessionOptions) {
    this.#options = options;
  }

  async connect(input: ParsedInput<'session.connect'>, context: CallContext): Promise<void> {
    const { launch, session } = this.#options;
    launch.settle();
    await session.connect(input, context);
  }

  async createChroot(input: undefined, context: CallContext): Promise<void> {
    await this.#options.session.createChroot(input, context);
  }

  async replace({ settings, profileId, path }: ParsedInput<'session.replace'>): Promise<void> {
    await this.#options.renew({
      connect: settings,
      ...(profileId !== undefined && { profileId }),
      ...(path !== undefined && { path }),
    });
  }

  async disconnect(): Promise<void> {
    await this.#options.renew({});
  }
}
