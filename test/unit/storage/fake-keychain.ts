import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Keychain, KeychainState } from '../../../electron/storage/keychain.ts';

/** A keychain in memory, which can forget what it holds and be taken away. */
export class FakeKeychain implements Keychain {
  current: KeychainState = { isReal: true };
  /** How often anything was asked of it. */
  uses = 0;
  #password: Buffer;

  /** @param password 32 bytes, for a keychain that several processes have */
  constructor(password = randomBytes(32)) {
    this.#password = password;
  }

  state(): Promise<KeychainState> {
    this.uses++;
    return Promise.resolve(this.current);
  }

  protect(secret: Uint8Array): Promise<Uint8Array> {
    this.uses++;
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#password, nonce);
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()]);
    return Promise.resolve(Buffer.concat([nonce, cipher.getAuthTag(), sealed]));
  }

  async unprotect(wrapped: Uint8Array): Promise<Uint8Array> {
    this.uses++;
    await Promise.resolve();
    if (!this.current.isReal) throw new Error(this.current.detail);
    const bytes = Buffer.from(wrapped);
    const decipher = createDecipheriv('aes-256-gcm', this.#password, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  }

  /** As when the user's keychain was reset. */
  forget(): void {
    this.#password = randomBytes(32);
  }
}
