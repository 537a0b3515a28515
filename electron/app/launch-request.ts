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

/** What a page is to open by itself, until that has been tried. */
export class LaunchRequest {
  readonly readOnly: boolean;
  #pending: Omit<Opening, 'readOnly'>;

  constructor({ readOnly, ...pending }: Opening) {
    this.readOnly = readOnly;
    this.#pending = pending;
  }

  get pending(): Omit<Opening, 'readOnly'> {
    return this.#pending;
  }

  /** A page that reloads must not open again what the user has meanwhile closed. */
  settle(): void {
    this.#pending = {};
  }
}
