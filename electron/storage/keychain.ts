/** Why a system's keychain cannot be relied on. */
export type KeychainProblem =
  /** There is none, it is locked, or access to it was denied. */
  | 'unavailable'
  /** What stands for one encrypts with a password that is the same everywhere (Chromium's `basic_text`). */
  | 'plainText'
  /** It gave back something else than what it was given. */
  | 'faulty';

export type KeychainState =
  | { readonly isReal: true }
  | {
      readonly isReal: false;
      readonly reason: KeychainProblem;
      /** A technical addition in English. */
      readonly detail: string;
    };

/** The keychain of the operating system: the port that `electron/shell/system-keychain.ts` implements. */
export interface Keychain {
  /**
   * Whether what `protect` returns is safe on the disk. Asked anew each time, since a keychain may be unlocked while
   * the application runs. May wait for the user to unlock it. Never rejects.
   */
  state(): Promise<KeychainState>;
  /**
   * @param secret a few bytes
   * @returns the secret in a form that only this user's keychain turns back
   * @throws Error when the keychain refuses
   */
  protect(secret: Uint8Array): Promise<Uint8Array>;
  /**
   * @returns what was given to `protect`
   * @throws Error when the keychain does not hold what it takes (any more)
   */
  unprotect(wrapped: Uint8Array): Promise<Uint8Array>;
}

/** For where there is no keychain at all. */
export const noKeychain: Keychain = {
  state: () =>
    Promise.resolve({ isReal: false, reason: 'unavailable', detail: 'no keychain was given' }),
  protect: () => Promise.reject(new Error('no keychain was given')),
  unprotect: () => Promise.reject(new Error('no keychain was given')),
};
