import { describe, expect, test, vi } from 'vitest';
import { SystemKeychain, type SafeStorage } from '../../../electron/shell/system-keychain.ts';

/** Electron's safeStorage as it is on Linux, in the versions that have the blocking calls only. */
function safeStorage(tag = 'v11', changes: Partial<SafeStorage> = {}): SafeStorage {
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.concat([Buffer.from(tag), Buffer.from(text).reverse()]),
    decryptString: (encrypted) => Buffer.from(encrypted.subarray(3)).reverse().toString(),
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...changes,
  };
}

/** The same in the versions that have the other calls too; the blocking ones must not be used there. */
function newSafeStorage(tag = 'v11', changes: Partial<SafeStorage> = {}): SafeStorage {
  const { encryptString, decryptString, getSelectedStorageBackend } = safeStorage(tag);
  const forbidden = () => {
    throw new Error('it blocks');
  };
  return {
    isEncryptionAvailable: forbidden,
    encryptString: forbidden,
    decryptString: forbidden,
    isAsyncEncryptionAvailable: () => Promise.resolve(true),
    encryptStringAsync: (text) => Promise.resolve(encryptString(text)),
    decryptStringAsync: (encrypted) => Promise.resolve({ result: decryptString(encrypted) }),
    getSelectedStorageBackend,
    ...changes,
  };
}

const secret = new Uint8Array([0, 255, 128, 10, 13]);

describe('the keychain of the system', () => {
  test.each([
    ['with the blocking calls', safeStorage()],
    [
      'with a backend that has a name',
      safeStorage('v11', { getSelectedStorageBackend: () => 'kwallet5' }),
    ],
    ['with the calls that do not block', newSafeStorage()],
    [
      'with the secret portal, whose name is not known',
      newSafeStorage('v12', { getSelectedStorageBackend: () => 'unknown' }),
    ],
  ])('is real %s and gives back what it was given', async (_what, storage) => {
    const keychain = new SystemKeychain(storage, 'linux');
    expect(await keychain.state()).toEqual({ isReal: true });
    const wrapped = await keychain.protect(secret);
    expect(Buffer.from(wrapped).includes(Buffer.from(secret))).toBe(false);
    expect(new Uint8Array(await keychain.unprotect(wrapped))).toEqual(secret);
  });

  test.each<NodeJS.Platform>(['darwin', 'win32'])(
    'is real on %s, where the mark shows nothing',
    async (platform) => {
      expect(await new SystemKeychain(safeStorage('v10'), platform).state()).toEqual({
        isReal: true,
      });
    },
  );

  test.each([
    ['named', safeStorage('v11', { getSelectedStorageBackend: () => 'basic_text' })],
    ['not named', safeStorage('v10', { getSelectedStorageBackend: () => 'unknown' })],
    ['named late', newSafeStorage('v10', { getSelectedStorageBackend: () => '' })],
    ['of an unknown kind', newSafeStorage('abc')],
  ])('is refused with a password that everybody knows, %s', async (_what, storage) => {
    expect(await new SystemKeychain(storage, 'linux').state()).toMatchObject({
      isReal: false,
      reason: 'plainText',
    });
  });

  test.each([
    ['not there', safeStorage('v11', { isEncryptionAvailable: () => false })],
    [
      'not there, says the newer call',
      newSafeStorage('v11', { isAsyncEncryptionAvailable: () => Promise.resolve(false) }),
    ],
    [
      'locked',
      safeStorage('v11', {
        encryptString: () => {
          throw new Error('locked');
        },
      }),
    ],
    [
      'locked, says the newer call',
      newSafeStorage('v11', { decryptStringAsync: () => Promise.reject(new Error('locked')) }),
    ],
  ])('is refused when it is %s, on every platform', async (_what, storage) => {
    for (const platform of ['linux', 'darwin', 'win32'] as const) {
      expect(await new SystemKeychain(storage, platform).state()).toMatchObject({
        isReal: false,
        reason: 'unavailable',
      });
    }
  });

  test('is refused when it gives back something else', async () => {
    const storage = safeStorage('v11', { decryptString: () => 'AAAA' });
    expect(await new SystemKeychain(storage, 'linux').state()).toMatchObject({ reason: 'faulty' });
  });

  test('is asked anew each time, and not before it is asked for', async () => {
    const isEncryptionAvailable = vi.fn(() => false);
    const keychain = new SystemKeychain(safeStorage('v11', { isEncryptionAvailable }), 'linux');
    expect(isEncryptionAvailable).not.toHaveBeenCalled();
    expect(await keychain.state()).toMatchObject({ isReal: false });
    isEncryptionAvailable.mockReturnValue(true);
    expect(await keychain.state()).toEqual({ isReal: true });
  });
});
