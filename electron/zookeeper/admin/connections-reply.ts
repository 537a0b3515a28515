/** One client's connection as its server sees it (`NIOServerCnxn.dumpConnectionInfo`). */
export interface ServerConnection {
  /** The client's `address:port`. */
  readonly client: string;
  readonly queued: number;
  readonly received: number;
  readonly sent: number;
  /** Absent where the connection has no session, and in the answer to `stat`. */
  readonly session?: {
    readonly sessionId: bigint;
    readonly timeoutMs: number;
    /** Milliseconds since the epoch. */
    readonly establishedAt: number;
    /** Such as `PING` or `GETC`; `NA` before the first. */
    readonly lastOperation: string;
    /** Client ids of requests are 32-bit, but a server keeps them as 64-bit numbers. */
    readonly lastXid: bigint;
    readonly lastZxid: bigint;
    readonly latencyMs: {
      readonly last: number;
      readonly min: number;
      readonly average: number;
      readonly max: number;
    };
  };
}

/** Servers write sixteen; what stands behind so many more is nothing that is looked for. */
const mostFields = 64;

/** @returns the connections that the answer to `cons` or `stat` lists; null when a line is broken. */
export function connectionsReply(text: string): ServerConnection[] | null {
  const connections: ServerConnection[] = [];
  for (const line of text.split('\n')) {
    if (!line.startsWith(' /') && !line.startsWith(' [')) continue;
    const connection = parseLine(line);
    if (connection === null) return null;
    connections.push(connection);
  }
  const isEmpty = text.trim() === '' || text.startsWith('Zookeeper version:');
  return connections.length > 0 || isEmpty ? connections : null;
}

function parseLine(line: string): ServerConnection | null {
  const [, client = '', list] = /^ \/?(.+)\[\d+\]\(([^()]*)\)\s*$/.exec(line) ?? [];
  if (list === undefined) return null;
  const fields = new Map(
    list
      .split(',', mostFields)
      .map((field) => [field.split('=')[0] ?? '', field.split('=')[1] ?? '']),
  );
  const number = (name: string) => Number(fields.get(name) ?? NaN);
  const counts = { queued: number('queued'), received: number('recved'), sent: number('sent') };
  if (Object.values(counts).some(Number.isNaN)) return null;
  const sessionId = hex(fields.get('sid'));
  if (sessionId === null) return { client, ...counts };
  return {
    client,
    ...counts,
    session: {
      sessionId,
      timeoutMs: number('to'),
      establishedAt: number('est'),
      lastOperation: fields.get('lop') ?? 'NA',
      lastXid: hex(fields.get('lcxid')) ?? 0n,
      lastZxid: hex(fields.get('lzxid')) ?? 0n,
      latencyMs: {
        last: number('llat'),
        min: number('minlat'),
        average: number('avglat'),
        max: number('maxlat'),
      },
    },
  };
}

/** Servers write 64-bit ids as unsigned hexadecimal numbers. */
function hex(text: string | undefined): bigint | null {
  return text !== undefined && /^0x[0-9a-f]{1,16}$/.test(text)
    ? BigInt.asIntN(64, BigInt(text))
    : null;
}
