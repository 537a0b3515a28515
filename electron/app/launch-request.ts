import type { LaunchOptions } from '../../shared/command-line.ts';
import type { Startup } from '../../shared/model/application.ts';
import { defaultConnectionSettings } from '../../shared/model/connection.ts';

/** What a page is to open by itself. */
export interface Opening extends Pick<Startup, 'connect' | 'profileId' | 'path'> {
  /** `--read-only` holds for every connection of the page, and is remembered for none. */
  readonly readOnly: boolean;
}

/** @returns what a command line asks for. */
export function openingOf({
  connect,
  path,
  readOnly,
}: Pick<LaunchOptions, 'connect' | 'path' | 'readOnly'>): Opening {
  return {
    readOnly,
    ...(connect && { connect: { ...defaultConnectionSettings, target: connect } }),
    ...(path !== undefined && { path }),
  };
}

type Request = Omit<Opening, 'readOnly'>;

/** How a page came to be loaded again: by its first crash for some time, or by one that soon followed another. */
export type Crash = 'once' | 'repeated';

/** What a page is to open by itself, until that has been tried; and again, when the try was cut short. */
export class LaunchRequest {
  readonly readOnly: boolean;
  #pending: Request;
  /** What the page is connecting to. */
  #attempt: Request | null = null;
  #crash: Crash | null = null;

  constructor({ readOnly, ...pending }: Opening) {
    this.readOnly = readOnly;
    this.#pending = pending;
  }

  get pending(): Request {
    return this.#pending;
  }

  /**
   * The page connects. One that is loaded again must not open what the user has meanwhile closed, so that nothing is
   * pending from here on.
   * @returns what is to be called when the try has ended, however it did
   */
  begin(asked: Omit<Request, 'path'>): () => void {
    const path = this.#pending.path ?? this.#attempt?.path;
    const attempt = { ...asked, ...(path !== undefined && { path }) };
    this.#attempt = attempt;
    this.#pending = {};
    return () => {
      if (this.#attempt === attempt) this.#attempt = null;
    };
  }

  /** The document that was connecting is gone, and has not given it up: the next one is to begin again. */
  interrupt(): void {
    if (this.#attempt) this.#pending = this.#attempt;
    this.#attempt = null;
  }

  /** The page is to be loaded again after a crash. One that crashes repeatedly starts with nothing, lest it be that. */
  noteCrash(crash: Crash): void {
    this.#crash = crash;
    if (crash === 'repeated') this.#pending = {};
  }

  /** @returns the crash that the page is loaded after, to the first who asks; else null. */
  takeCrash(): Crash | null {
    const crash = this.#crash;
    this.#crash = null;
    return crash;
  }
}
