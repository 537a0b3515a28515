import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { createSecureContext, type SecureContext } from 'node:tls';
import type { FailureCode } from '../../../../shared/model/failure.ts';
import { ZooKeeperError } from '../../errors.ts';
import type { TlsIdentity, TlsSettings } from '../../security.ts';

/** TLS settings that have been read and found good, for all connections of a session. */
export interface TlsContext {
  readonly context: SecureContext;
  readonly verifiesName: boolean;
  /** Whether there is a certificate to show to a server that asks for one. */
  readonly hasIdentity: boolean;
}

/**
 * Reads certificates and keys before anything is sent, so that each mistake has a name of its own.
 * @throws ZooKeeperError CA_INVALID, CLIENT_CERTIFICATE_INVALID, CLIENT_KEY_INVALID, CLIENT_KEY_MISMATCH or
 *   PASSPHRASE_WRONG. Its detail is at most the name of the library's error: never what was read.
 */
export function createTlsContext({ ca, identity, verify }: TlsSettings): TlsContext {
  if (ca !== undefined) checkCertificates(ca, 'CA_INVALID');
  if (identity?.kind === 'pem') checkPemIdentity(identity);
  if (identity?.kind === 'pkcs12') checkPkcs12Identity(identity);
  const context = createSecureContext({
    minVersion: 'TLSv1.2',
    ...(ca !== undefined && { ca }),
    ...(identity && identityOptions(identity)),
  });
  return { context, verifiesName: verify !== 'chain', hasIdentity: identity !== undefined };
}

function identityOptions(identity: TlsIdentity) {
  const { passphrase } = identity;
  return {
    ...(identity.kind === 'pem'
      ? { cert: identity.certificate, key: identity.key }
      : { pfx: Buffer.from(identity.archive) }),
    ...(passphrase !== undefined && { passphrase }),
  };
}

const certificateBegin = '-----BEGIN CERTIFICATE-----';
const certificateEnd = '-----END CERTIFICATE-----';

function certificatesIn(pem: string): string[] {
  const blocks: string[] = [];
  let from = pem.indexOf(certificateBegin);
  while (from !== -1) {
    const end = pem.indexOf(certificateEnd, from);
    if (end === -1) break;
    blocks.push(pem.slice(from, end + certificateEnd.length));
    from = pem.indexOf(certificateBegin, end);
  }
  return blocks;
}

/** @returns the first certificate. */
function checkCertificates(pem: string, code: FailureCode): X509Certificate {
  const [first] = certificatesIn(pem).map((block) =>
    attempt(code, () => new X509Certificate(block)),
  );
  // Node itself takes a text without certificates for no text at all.
  if (!first) throw invalid(code, 'no certificate in PEM');
  return first;
}

function checkPemIdentity(identity: Extract<TlsIdentity, { kind: 'pem' }>): void {
  const certificate = checkCertificates(identity.certificate, 'CLIENT_CERTIFICATE_INVALID');
  const key = readKey(identity.key, identity.passphrase);
  if (!certificate.checkPrivateKey(key)) throw invalid('CLIENT_KEY_MISMATCH');
}

function readKey(pem: string, passphrase: string | undefined): KeyObject {
  // Decrypting with a wrong passphrase fails in several ways, now and then by yielding something that is no key.
  const isEncrypted = /^-----BEGIN ENCRYPTED|^Proc-Type:.*ENCRYPTED/m.test(pem);
  return attempt(isEncrypted ? 'PASSPHRASE_WRONG' : 'CLIENT_KEY_INVALID', () =>
    createPrivateKey({ key: pem, ...(passphrase !== undefined && { passphrase }) }),
  );
}

/** What Java called a key store before it took to PKCS12. */
const jksMagic = Buffer.from([0xfe, 0xed, 0xfe, 0xed]);

function checkPkcs12Identity(identity: Extract<TlsIdentity, { kind: 'pkcs12' }>): void {
  if (jksMagic.equals(identity.archive.subarray(0, 4))) {
    throw invalid('CLIENT_CERTIFICATE_INVALID', 'JKS');
  }
  try {
    createSecureContext(identityOptions(identity));
  } catch (error) {
    // OpenSSL's words and BoringSSL's: neither gives this error a code.
    const isPassphrase = /mac verify failure|incorrect[_ ]password/i.test((error as Error).message);
    throw invalid(
      isPassphrase ? 'PASSPHRASE_WRONG' : 'CLIENT_CERTIFICATE_INVALID',
      isPassphrase ? undefined : (error as Error).message,
    );
  }
}

function attempt<T>(code: FailureCode, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw invalid(code, (error as NodeJS.ErrnoException).code);
  }
}

function invalid(code: FailureCode, detail?: string): ZooKeeperError {
  return new ZooKeeperError({
    code,
    operation: 'connect',
    retryable: false,
    ...(detail !== undefined && { detail }),
  });
}
