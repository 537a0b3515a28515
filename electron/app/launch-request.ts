import type { LaunchOptions } from '../../shared/command-line.ts';
import type { Startup } from '../../shared/model/application.ts';
import { defaultConnectionSettings } from '../../shared/model/connection.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../workspace/domain-calls.ts';

/** What the command line asked this window to open, until it has been tried. */
export class LaunchRequest {
  /** `--read-only` holds for every connection of this window and is remembered for none. */
  readonly readOnly: boolean;
  #pending: Pick<Startup, 'connect' | 'path'>;

  constructor({ connect, path, readOnly }: Pick<LaunchOptions, 'connect' | 'path' | 'readOnly'>) {
    this.readOnly = readOnly;
    this.#pending = {
      ...(connect && { connect: { ...defaultConnectionSettings, target: connect } }),
      ...(path !== undefined && { path }),
    };
  }

  get pending(): Pick<Startup, 'connect' | 'path'> {
    return this.#pending;
  }

  /** A page that reloads must not open again what the user has meanwhile closed. */
  settle(): void {
    this.#pending = {};
  }
}

/** The calls of the domain `session`: with the first of them, what the command line asked for is settled. */
export class LaunchSession implements DomainCalls<'session'> {
  readonly #session: DomainCalls<'session'>;
  readonly #launch: LaunchRequest;

  constructor(session: DomainCalls<'session'>, launch: LaunchRequest) {
    this.#session = session;
    this.#launch = launch;
  }

  async connect(input: ParsedInput<'session.connect'>, context: CallContext): Promise<void> {
    this.#launch.settle();
    await this.#session.connect(input, context);
  }

  async createChroot(input: undefined, context: CallContext): Promise<void> {
    await this.#session.createChroot(input, context);
  }

  async disconnect(input: undefined, context: CallContext): Promise<void> {
    this.#launch.settle();
    await this.#session.disconnect(input, context);
  }
}
