import { z } from 'zod';
import type { Keychain } from './keychain.ts';

/** A secret as it stands in a file: what the keychain made of it, which only this user's keychain turns back. */
export interface WrappedSecret {
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Base64. */
  readonly wrapped: string;
}

export const wrappedSecretSchema: z.ZodType<WrappedSecret> = z.object({
  createdAt: z.number(),
  wrapped: z.base64(),
});

/** @throws Error when the keychain refuses */
export async function wrapSecret(
  keychain: Keychain,
  secret: Uint8Array,
  createdAt: number,
): Promise<WrappedSecret> {
  const wrapped = Buffer.from(await keychain.protect(secret)).toString('base64');
  return { createdAt, wrapped };
}

/** @throws Error when the keychain does not hold what it takes (any more) */
export function unwrapSecret(keychain: Keychain, { wrapped }: WrappedSecret): Promise<Uint8Array> {
  return keychain.unprotect(Buffer.from(wrapped, 'base64'));
}
