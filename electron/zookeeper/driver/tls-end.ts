import type { FailureCode } from '../../../shared/model/failure.ts';
import { endOfSystemError, type LinkEnd } from './link-end.ts';

/** Names that Node has for what is wrong with the server's certificate (`X509_V_ERR_…`); others mean no trust. */
const certificateCodes: Readonly<Record<string, FailureCode>> = {
  CERT_HAS_EXPIRED: 'CERTIFICATE_EXPIRED',
  CERT_NOT_YET_VALID: 'CERTIFICATE_NOT_YET_VALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERTIFICATE_NAME_MISMATCH',
};

const distrust =
  /^(?:(?:DEPTH_ZERO_)?SELF_SIGNED_CERT|UNABLE_TO_|CERT_|INVALID_(?:CA|PURPOSE)|PATH_LENGTH)/;

/** What the first bytes of something that is no TLS are taken for. */
const notTls = /wrong version number|packet length too long|http request|unknown protocol/;

/** Alerts of a server about the client's certificate (RFC 8446, 6.2), as OpenSSL and BoringSSL word them. */
const aboutOurCertificate =
  /alert (?:bad certificate|unsupported certificate|certificate (?:revoked|expired|unknown|required)|unknown ca|access denied|no certificate)|certificate required/;

export interface TlsFacts {
  /** Whether we had a certificate to show. */
  readonly hasIdentity: boolean;
  /** Whether the server has sent anything at all. */
  readonly hasAnswered: boolean;
}

type TlsError = NodeJS.ErrnoException & { readonly cert?: { readonly subjectaltname?: unknown } };

/** @returns what an error means that came before both sides had agreed on TLS. */
export function endOfTlsHandshake(error: TlsError, facts: TlsFacts): LinkEnd {
  const { code = '' } = error;
  const certificateCode = certificateCodes[code];
  if (certificateCode) return { code: certificateCode, detail: namesOf(error) ?? code };
  if (distrust.test(code)) return { code: 'CERTIFICATE_UNTRUSTED', detail: code };
  const alert = endOfAlert(error, facts);
  if (alert) return alert;
  if (notTls.test(reasonOf(error))) return { code: 'NOT_TLS', detail: code };
  if (isTlsError(error)) return { code: 'TLS_FAILED', detail: reasonOf(error) };
  const end = endOfSystemError(error);
  // A plain ZooKeeper port takes our first bytes for an impossible length and hangs up.
  return end.code === 'SERVER_HUNG_UP' && !facts.hasAnswered ? { ...end, code: 'NOT_TLS' } : end;
}

/**
 * @returns what an error means that came later: with TLS 1.3 a server rejects the client's certificate only after the
 *   client has seen the handshake through.
 */
export function endOfTlsError(error: NodeJS.ErrnoException, facts: TlsFacts): LinkEnd {
  return (
    endOfAlert(error, facts) ?? { code: 'CONNECTION_LOST', detail: error.code ?? error.message }
  );
}

/** @returns whether an error can only come from a peer that speaks TLS. */
export function isAlert(error: NodeJS.ErrnoException): boolean {
  return reasonOf(error).includes(' alert ');
}

function endOfAlert(error: NodeJS.ErrnoException, { hasIdentity }: TlsFacts): LinkEnd | undefined {
  const reason = reasonOf(error);
  if (!aboutOurCertificate.test(reason)) return undefined;
  const code = hasIdentity ? 'CLIENT_CERTIFICATE_REJECTED' : 'CLIENT_CERTIFICATE_REQUIRED';
  return { code, detail: reason };
}

function isTlsError(error: NodeJS.ErrnoException): boolean {
  return error.code === 'EPROTO' || /^ERR_(?:SSL|TLS|OSSL)_/.test(error.code ?? '');
}

/** @returns for a name that does not fit, the names that would. */
function namesOf({ cert }: TlsError): string | undefined {
  const names = cert?.subjectaltname;
  return typeof names === 'string' ? names.slice(0, 200) : undefined;
}

/** @returns the library's own words without its places in the source: OpenSSL writes them small, BoringSSL large. */
function reasonOf(error: NodeJS.ErrnoException & { readonly reason?: unknown }): string {
  const { reason, code, message } = error;
  const words = typeof reason === 'string' ? reason : (code?.replace(/^ERR_SSL_/, '') ?? message);
  return words.toLowerCase().replaceAll('_', ' ');
}
