export const connect = {
  tagline: 'A desktop window into ZooKeeper',
  connectString: 'Connect string',
  connectStringHelp:
    'One or more servers separated by commas; a path at the end becomes the chroot.',
  placeholder: 'zk1:2181,zk2:2181,zk3:2181/app',
  connect: 'Connect',
  retry: 'Retry',
  cancel: 'Cancel',
  openTimeline: 'Open a timeline file…',
  openEarlier: 'Changes seen on {{connection}}',
  readOnly: 'Read-only: refuse every change',
  advanced: 'Advanced',
  summary:
    'session {{session}} · connect within {{connection}} · {{tries}} tries, first wait {{base}}',
  sessionTimeout: 'Session timeout',
  sessionTimeoutHelp: 'The server may grant another.',
  connectionTimeout: 'Connection timeout',
  connectionTimeoutHelp: 'Until the first session.',
  retryBase: 'Retry base',
  retryBaseHelp: 'First wait; doubles each time.',
  retryTries: 'Retry tries',
  retryTriesHelp: 'Rounds through all servers.',
  milliseconds: 'ms',
  outOfRange: 'Between {{min}} and {{max}}.',
  problems: {
    empty: 'Type at least one server, for example localhost:2181.',
    credentials:
      'A connect string holds no user name and no password: write the servers without what stands before the @.',
    scheme: 'An address that begins with {{scheme}}:// is not one of ZooKeeper: write host:port.',
    malformedPercent: 'There is a % without the two digits that belong to it.',
    badQuery: 'A zk:// address may end with ?path=/znode and nothing else.',
    chrootInside:
      'The chroot {{chroot}} stands between the servers: write it once, after the last server.',
    missingServer: 'Between two commas a server is missing.',
    badHost: '“{{server}}” is not a host name or address; write IPv6 addresses in brackets.',
    badPort: '“{{server}}” has no valid port; ports go from 1 to 65535.',
    badChroot: 'The chroot {{chroot}} is not a valid path. {{reason}}',
  },
  connecting: 'Connecting to {{target}}',
  attempt: 'Attempt {{attempt}}',
  elapsed: '{{seconds}} s',
  lastAnswer: 'Last answer',
  failed_one: 'Could not connect: the server cannot be used.',
  failed_other: 'Could not connect: none of the {{count}} servers can be used.',
  answers: 'What each server answered',
  times: '{{count}} times',
  layers: {
    name: 'Name lookup',
    network: 'Network',
    server: 'ZooKeeper',
    tls: 'TLS',
    session: 'Session',
    auth: 'Authentication',
    other: 'Connection',
  },
  reasons: {
    NAME_NOT_FOUND: 'The host name cannot be resolved. Check its spelling and your DNS or VPN.',
    CONNECTION_REFUSED:
      'The connection was refused: the host is there, but nothing listens on this port. Check the port and whether the server runs.',
    HOST_UNREACHABLE: 'There is no route to the host. Check your network or VPN.',
    CONNECT_TIMEOUT:
      'The host does not answer. A firewall may be in the way, or the address is wrong.',
    SERVER_SILENT:
      'It accepts connections but does not answer. The server may be frozen or overloaded.',
    NOT_ZOOKEEPER: 'What listens there is not ZooKeeper. Check the port; 2181 is the usual one.',
    SERVER_HUNG_UP:
      'It closed the connection at once. It may have too many clients, expect TLS, or not be serving.',
    CONNECTION_LOST: 'The connection broke while the session was being opened. Try again.',
    PROTOCOL_ERROR: 'Its answer cannot be understood. Check that this is a ZooKeeper client port.',
    CERTIFICATE_UNTRUSTED:
      'Its certificate is not from an authority that is trusted here. Check the CA certificates, and that this is the right server.',
    CERTIFICATE_EXPIRED:
      'Its certificate has expired. It has to be renewed; also check the clock of this computer.',
    CERTIFICATE_NOT_YET_VALID:
      'Its certificate is not valid yet. Check the clock of this computer and of the server.',
    CERTIFICATE_NAME_MISMATCH:
      'Its certificate is for another host name. Connect by a name in it, or turn the check of the name off.',
    CLIENT_CERTIFICATE_REQUIRED: 'It asks for a client certificate, and this connection has none.',
    CLIENT_CERTIFICATE_REJECTED:
      'It does not accept the client certificate, which may have expired or be from an authority that it does not trust.',
    NOT_TLS:
      'What listens there does not speak TLS. Check the port: servers have one for TLS and another without.',
    TLS_REQUIRED: 'This port only takes TLS connections. Turn TLS on, or use the port without it.',
    TLS_FAILED:
      'No agreement on a TLS connection was reached. It may allow other versions or ciphers only.',
    SASL_UNSUPPORTED: 'It does not know SASL, so the user name and password cannot be used there.',
    SERVER_UNPROVEN:
      'It could not prove that it knows the password, so it may not be the server it claims to be.',
    AUTH_FAILED: 'It did not accept the credentials.',
    SASL_REQUIRED: 'It only lets clients in that authenticate with SASL.',
    SESSION_EXPIRED: 'The session expired before it was opened. Try a longer session timeout.',
    OPERATION_TIMEOUT:
      'It did not answer in time. Try again, or allow a longer connection timeout.',
  },
  recent: 'Recent connections',
  recentEmpty: 'Nothing here yet',
  recentEmptyText: 'Connections you open are listed here, so that one click opens them again.',
  connectTo: 'Connect to {{target}}',
  lockedReadOnly: 'Read-only',
  forget: 'Remove {{target}} from the list',
} as const;
