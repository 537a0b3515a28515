/**
 * What proves who the server is and who we are. Kept apart from `ConnectionSettings`, which are shown, logged and
 * written to disk: nothing of this ever goes into a failure, a state, a log or a file.
 */
export interface ConnectionSecurity {
  /** Absent: plain TCP. */
  readonly tls?: TlsSettings;
  /** SASL DIGEST-MD5; the session begins only when both sides have proved that they know the password. */
  readonly sasl?: SaslCredential;
  /** Identities that are added on every connection before anything else is sent. */
  readonly auth?: readonly AuthCredential[];
}

/** TLS 1.2 or 1.3. The server's certificate is always verified. */
export interface TlsSettings {
  /** Certificates in PEM, which alone are trusted then. Absent: those that come with Node. */
  readonly ca?: string;
  /** The client's own certificate, for a server that asks for one. */
  readonly identity?: TlsIdentity;
  /**
   * `chainAndName` (when absent) also wants the certificate to be for the host of the connect string; `chain` takes
   * any certificate of a trusted authority, for servers whose certificates name something else.
   */
  readonly verify?: 'chainAndName' | 'chain';
}

export type TlsIdentity =
  | {
      readonly kind: 'pem';
      /** The certificate first, then those between it and the authority. */
      readonly certificate: string;
      readonly key: string;
      readonly passphrase?: string;
    }
  | {
      readonly kind: 'pkcs12';
      /** The file's content. Authorities in it are trusted too: Node's TLS does not distinguish them. */
      readonly archive: Uint8Array;
      readonly passphrase?: string;
    };

export interface SaslCredential {
  readonly user: string;
  readonly password: string;
}

/** For example scheme `digest` with the bytes of `user:password`. */
export interface AuthCredential {
  readonly scheme: string;
  readonly credential: Uint8Array;
}
