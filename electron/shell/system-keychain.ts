import { randomBytes } from 'node:crypto';
import type { Keychain, KeychainProblem, KeychainState } from '../storage/keychain.ts';

/**
 * What is used of Electron's `safeStorage`. The members that may be missing came after Electron 33; the blocking
 * ones are the only ones in older versions.
 */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(text: string): Buffer;
  decryptString(encrypted: Buffer): string;
  /** Linux only: elsewhere it does not exist. */
  getSelectedStorageBackend(): string;
  isAsyncEncryptionAvailable?(): Promise<boolean>;
  encryptStringAsync?(text: string): Promise<Buffer>;
  decryptStringAsync?(encrypted: Buffer): Promise<{ readonly result: string }>;
}

/**
 * How Chromium marks, on Linux, what a real keychain encrypts: `v11` is a key of libsecret or KWallet, `v12` one of
 * the desktop's secret portal. `v10` is a password that stands in Chromium's source.
 */
const realTags: ReadonlySet<string> = new Set(['v11', 'v12']);

/** The keychain of the system: Keychain on macOS, DPAPI on Windows, libsecret or KWallet on Linux. */
export class SystemKeychain implements Keychain {
  readonly #safeStorage: SafeStorage;
  readonly #platform: NodeJS.Platform;

  /** @param safeStorage Electron's; it is not touched before the application is ready and `state` is asked for. */
  constructor(safeStorage: SafeStorage, platform: NodeJS.Platform) {
    this.#safeStorage = safeStorage;
    this.#platform = platform;
  }

  async state(): Promise<KeychainState> {
    try {
      return await this.#probe();
    } catch (error) {
      return refused('unavailable', error instanceof Error ? error.message : String(error));
    }
  }

  async protect(secret: Uint8Array): Promise<Uint8Array> {
    return this.#encrypt(Buffer.from(secret).toString('base64'));
  }

  async unprotect(wrapped: Uint8Array): Promise<Uint8Array> {
    return Buffer.from(await this.#decrypt(Buffer.from(wrapped)), 'base64');
  }

  async #probe(): Promise<KeychainState> {
    const storage = this.#safeStorage;
    const isAvailable = await (storage.isAsyncEncryptionAvailable?.() ??
      storage.isEncryptionAvailable());
    if (!isAvailable) return refused('unavailable', 'encryption is not available');
    const isLinux = this.#platform === 'linux';
    if (isLinux && storage.getSelectedStorageBackend() === 'basic_text') {
      return refused('plainText', 'basic_text');
    }
    const secret = randomBytes(16);
    const wrapped = Buffer.from(await this.protect(secret));
    // A version may name the backend only after its first use; what was encrypted shows it in all of them.
    const tag = wrapped.subarray(0, 3).toString('latin1');
    if (isLinux && !realTags.has(tag)) return refused('plainText', 'not encrypted by a keychain');
    return secret.equals(await this.unprotect(wrapped))
      ? { isReal: true }
      : refused('faulty', 'it gave back something else than it was given');
  }

  async #encrypt(text: string): Promise<Buffer> {
    const storage = this.#safeStorage;
    return storage.encryptStringAsync?.(text) ?? storage.encryptString(text);
  }

  async #decrypt(encrypted: Buffer): Promise<string> {
    const storage = this.#safeStorage;
    const decrypted = await storage.decryptStringAsync?.(encrypted);
    return decrypted?.result ?? storage.decryptString(encrypted);
  }
}

function refused(reason: KeychainProblem, detail: string): KeychainState {
  return { isReal: false, reason, detail };
}
