import { join } from 'node:path';
import { mkdir, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { FailureCode, Result } from '../../shared/model/failure.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { reasonOf } from './file-error.ts';
import { JsonFile } from './json-file.ts';
import { formatJson } from './json-text.ts';
import type { Keychain } from './keychain.ts';
import type { ReportProblem } from './storage-problem.ts';
import { unwrapSecret, wrappedSecretSchema, wrapSecret } from './wrapped-secret.ts';

const profileSecretsSchema = z.strictObject({
  /** Of the sign-in, by SASL or digest. */
  password: z.exactOptional(z.string().max(4_096)),
  /** The private key of the client certificate, in PEM. */
  clientKey: z.exactOptional(z.string().max(65_536)),
  /** Of that key. */
  passphrase: z.exactOptional(z.string().max(4_096)),
});

/** What proves who we are. It never reaches a page, a log, an export or a failure. */
export type ProfileSecrets = z.infer<typeof profileSecretsSchema>;

export interface SecretStoreOptions {
  /** The folder of the secrets alone; it is created with the first of them. */
  readonly folder: string;
  readonly keychain: Keychain;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

/** The secrets of the profiles, a file each, encrypted by the system's keychain. Nothing is held in memory. */
export class SecretStore {
  readonly #options: SecretStoreOptions;

  constructor(options: SecretStoreOptions) {
    this.#options = options;
  }

  /** @returns the secrets of a profile, empty where it has none; KEYCHAIN_UNAVAILABLE when they cannot be read now. */
  async read(profileId: string): Promise<Result<ProfileSecrets>> {
    const { keychain, report, clock } = this.#options;
    const { value } = await JsonFile.open({
      file: this.#fileOf(profileId),
      schema: wrappedSecretSchema.nullable(),
      initial: null,
      report,
      clock,
    });
    if (value === null) return { ok: true, value: {} };
    try {
      const text = Buffer.from(await unwrapSecret(keychain, value)).toString('utf8');
      return { ok: true, value: profileSecretsSchema.parse(JSON.parse(text)) };
    } catch {
      // What could not be parsed may hold a part of a secret, so its error says nothing to anybody.
      return failed('KEYCHAIN_UNAVAILABLE', 'secrets.read', 'the keychain did not give them back');
    }
  }

  /** Keeps secrets in place of those of the profile. @returns a failure where nothing can be kept */
  async write(profileId: string, secrets: ProfileSecrets): Promise<Result<null>> {
    const { folder, keychain, clock } = this.#options;
    const state = await keychain.state();
    if (!state.isReal) {
      return failed('KEYCHAIN_UNAVAILABLE', 'secrets.write', `${state.reason}: ${state.detail}`);
    }
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const secret = Buffer.from(JSON.stringify(profileSecretsSchema.parse(secrets)), 'utf8');
      const wrapped = await wrapSecret(keychain, secret, clock());
      await writeFileAtomically(this.#fileOf(profileId), formatJson(wrapped));
      return { ok: true, value: null };
    } catch (error) {
      return failed('STORAGE_FAILED', 'secrets.write', reasonOf(error));
    }
  }

  /** @returns a failure with STORAGE_FAILED when they could not be removed */
  async remove(profileId: string): Promise<Result<null>> {
    try {
      await rm(this.#fileOf(profileId), { force: true });
      return { ok: true, value: null };
    } catch (error) {
      return failed('STORAGE_FAILED', 'secrets.remove', reasonOf(error));
    }
  }

  #fileOf(profileId: string): string {
    const name = createHash('sha256').update(profileId).digest('hex').slice(0, 40);
    return join(this.#options.folder, `${name}.json`);
  }
}

function failed(code: FailureCode, operation: string, detail: string) {
  return { ok: false, error: { code, operation, retryable: true, detail } } as const;
}
