import { access, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMissing } from '../file-error.ts';

/** Where the files of one history are. */
export class HistoryPlace {
  /** Of the segments. */
  readonly folder: string;
  readonly extentFile: string;
  readonly #removed: string;

  /**
   * @param histories the folder of all histories
   * @param name of this one
   */
  constructor(histories: string, name: string) {
    this.folder = join(histories, name);
    this.extentFile = join(keysFolder(histories), `${name}.extent`);
    this.#removed = `${this.folder}.removed`;
  }

  /**
   * Removes the history. A crash on the way leaves it removed, and no part of it is missed later.
   * @throws Error when it could not be removed
   */
  async remove(): Promise<void> {
    await this.finishRemoval();
    try {
      await rename(this.folder, this.#removed);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
    await rm(this.extentFile, { force: true });
    await rm(this.#removed, { recursive: true, force: true });
  }

  /**
   * Ends a removal that a crash has interrupted. To be called before the history is opened.
   * @throws Error when it could not be removed
   */
  async finishRemoval(): Promise<void> {
    if (!(await isThere(this.#removed))) return;
    // Otherwise it has begun anew since, with an extent of its own.
    if (!(await isThere(this.folder))) await rm(this.extentFile, { force: true });
    await rm(this.#removed, { recursive: true, force: true });
  }
}

/** @param histories the folder of all histories */
export function keysFolder(histories: string): string {
  return join(histories, 'keys');
}

async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
