import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '../atomic-write.ts';
import { reasonOf } from '../file-error.ts';
import { JsonFile } from '../json-file.ts';
import { formatJson } from '../json-text.ts';
import type { Keychain } from '../keychain.ts';
import { setAside } from '../set-aside.ts';
import type { ReportProblem } from '../storage-problem.ts';
import { unwrapSecret, wrappedSecretSchema, wrapSecret } from '../wrapped-secret.ts';

export interface DataKey {
  /** The first 16 bytes of the key's SHA-256: with it a key that came back altered is noticed. */
  readonly id: Uint8Array;
  readonly key: Uint8Array;
}

export interface DataKeysOptions {
  readonly folder: string;
  readonly keychain: Keychain;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

const keyBytes = 32;

/**
 * The keys of the histories, each a file that holds it as the keychain has wrapped it. There is one as a rule;
 * a folder into which another one was copied has several, and all are used.
 */
export class DataKeys {
  readonly #options: DataKeysOptions;
  /** By id, the oldest first. */
  readonly #keys = new Map<string, DataKey>();

  private constructor(options: DataKeysOptions) {
    this.#options = options;
  }

  /**
   * Reads the keys, and makes one when there is none that can be read. A key that the keychain cannot turn back is
   * reported, and set aside unless the keychain itself has gone.
   * @throws Error when a new key cannot be kept
   */
  static async open(options: DataKeysOptions): Promise<DataKeys> {
    const keys = new DataKeys(options);
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    await keys.#read();
    if (keys.#keys.size === 0) await keys.#create();
    return keys;
  }

  /** @returns the key to write with. */
  get current(): DataKey {
    const [key] = this.#keys.values();
    if (!key) throw new Error('there is no key');
    return key;
  }

  /** @returns the key with this id, also one whose file has come there since; null when nobody has it. */
  async find(id: Uint8Array): Promise<DataKey | null> {
    const name = nameOf(id);
    if (!this.#keys.has(name)) await this.#readOne(fileName(name));
    return this.#keys.get(name) ?? null;
  }

  async #read(): Promise<void> {
    const names = await readdir(this.#options.folder);
    const found = await Promise.all(
      names.filter((name) => name.endsWith('.json')).map((name) => this.#readOne(name)),
    );
    const oldestFirst = found
      .filter((one) => one !== null)
      .sort((one, other) => one.createdAt - other.createdAt);
    this.#keys.clear();
    for (const { key } of oldestFirst) this.#keys.set(nameOf(key.id), key);
  }

  async #readOne(name: string): Promise<{ createdAt: number; key: DataKey } | null> {
    const { folder, keychain, report, clock } = this.#options;
    const file = join(folder, name);
    const { value } = await JsonFile.open({
      file,
      schema: wrappedSecretSchema.nullable(),
      initial: null,
      report,
      clock,
    });
    if (value === null) return null;
    try {
      const key = toDataKey(await unwrapSecret(keychain, value));
      if (fileName(nameOf(key.id)) !== name) throw new Error('it is another key');
      this.#keys.set(nameOf(key.id), key);
      return { createdAt: value.createdAt, key };
    } catch (error) {
      // One that is locked now says nothing of the key.
      if ((await keychain.state()).isReal)
        await setAside(file, 'historyKeyLost', error, this.#options);
      else report({ kind: 'readFailed', file, reason: reasonOf(error) });
      return null;
    }
  }

  async #create(): Promise<void> {
    const { folder, keychain, clock } = this.#options;
    const key = toDataKey(randomBytes(keyBytes));
    const value = await wrapSecret(keychain, key.key, clock());
    await writeFileAtomically(join(folder, fileName(nameOf(key.id))), formatJson(value));
    this.#keys.set(nameOf(key.id), key);
  }
}

function toDataKey(bytes: Uint8Array): DataKey {
  const key = new Uint8Array(bytes);
  return { id: createHash('sha256').update(key).digest().subarray(0, 16), key };
}

function nameOf(id: Uint8Array): string {
  return Buffer.from(id).toString('hex');
}

function fileName(name: string): string {
  return `${name}.json`;
}
