import type { LaunchOptions } from '../../shared/command-line.ts';
import type { Startup } from '../../shared/model/application.ts';
import { defaultConnectionSettings } from '../../shared/model/connection.ts';
import type { CallContext, DomainCalls, ParsedInput } from '../workspace/domain-calls.ts';

/** What the command line asked this window to open, until it has been tried. */
export class LaunchRequest {
  /** `--read-only` holds for every connection of this window, not only for the first. */
  readonly readOnly: boolean;
  #pending: Pick<Startup, 'connect' | 'path'>;

  constructor(options: Pick<LaunchOptions, 'connect' | 'path' | 'readOnly'>) {
    this.readOnly = options.readOnly;
    this.#pending = {
      ...(options.connect === undefined
        ? {}
        : {
            connect: {
              ...defaultConnectionSettings,
              connectString: options.connect,
              readOnly: options.readOnly,
            },
          }),
      ...(options.path === undefined ? {} : { path: options.path }),
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

/** The calls of the domain `session`, under what the command line demands. */
export class LaunchSession implements DomainCalls<'session'> {
  readonly #session: DomainCalls<'session'>;
  readonly #launch: LaunchRequest;

  constructor(session: DomainCalls<'session'>, launch: LaunchRequest) {
    this.#session = session;
    this.#launch = launch;
  }

  async connect({ settings }: ParsedInput<'session.connect'>, context: CallContext): Promise<void> {
    this.#launch.settle();
    const readOnly = settings.readOnly || this.#launch.readOnly;
    await this.#session.connect({ settings: { ...settings, readOnly } }, context);
  }

  async disconnect(input: undefined, context: CallContext): Promise<void> {
    this.#launch.settle();
    await this.#session.disconnect(input, context);
  }
}
