import { connectionsReply, type ServerConnection } from './connections-reply.ts';

/** What the four-letter words say, decoded (`org.apache.zookeeper.server.command`). */
export interface WordReplies {
  readonly srvr: ServerSummary;
  readonly stat: ServerSummary & { readonly connections: readonly ServerConnection[] };
  readonly mntr: ReadonlyMap<string, Metric>;
  readonly conf: ServerConfiguration;
  readonly cons: readonly ServerConnection[];
  readonly dump: SessionDump;
  /** Whether the server is up, which is not whether it serves. */
  readonly ruok: true;
  readonly isro: 'ro' | 'rw' | 'null';
}

/** A number where the text is one; one that a double cannot hold is a bigint. */
export type Metric = number | bigint | string;

export interface ServerSummary {
  readonly version: string;
  /** `standalone`, `leader`, `follower`, `observer` or `read-only`. */
  readonly mode: string;
  readonly zxid: bigint;
  readonly nodeCount: number;
  readonly connectionCount: number;
  readonly outstandingRequests: number;
  readonly packetsReceived: number;
  readonly packetsSent: number;
  /** Milliseconds since the server started or its statistics were reset. */
  readonly latencyMs: { readonly min: number; readonly average: number; readonly max: number };
}

export interface ServerConfiguration {
  /** As in zoo.cfg, with the defaults that apply. */
  readonly settings: ReadonlyMap<string, string>;
  /** The `server.N=…` lines of the ensemble by N; empty for a server on its own. */
  readonly members: ReadonlyMap<string, string>;
}

export interface SessionDump {
  /** Sessions that have ephemeral nodes, and these nodes as the server sees them. */
  readonly ephemerals: ReadonlyMap<bigint, readonly string[]>;
}

/** Each decoder returns null for what a ZooKeeper server would not say. */
export const wordReplies: {
  readonly [Word in keyof WordReplies]: (text: string) => WordReplies[Word] | null;
} = {
  srvr: summary,
  stat(text) {
    const found = summary(text);
    const connections = connectionsReply(text);
    return found && connections && { ...found, connections };
  },
  mntr(text) {
    const metrics = new Map<string, Metric>();
    for (const [name, value] of pairs(text, '\t')) {
      if (/^\w+(?:\{[^}]*\})?$/.test(name)) metrics.set(name, metric(value));
    }
    return metrics.has('zk_version') ? metrics : null;
  },
  conf(text) {
    const all = new Map<string, string>();
    for (const [name, value] of pairs(text, '=')) {
      if (/^[\w.]+$/.test(name)) all.set(name, value.trim());
    }
    if (!all.has('clientPort')) return null;
    const isMember = ([name]: [string, string]) => /^server\.\d+$/.test(name);
    return {
      settings: new Map([...all].filter((pair) => !isMember(pair))),
      members: new Map(
        [...all].filter(isMember).map(([name, value]) => [name.slice('server.'.length), value]),
      ),
    };
  },
  cons: connectionsReply,
  dump,
  ruok: (text) => (text.trim() === 'imok' ? true : null),
  isro(text) {
    const mode = text.trim();
    return mode === 'ro' || mode === 'rw' || mode === 'null' ? mode : null;
  },
};

/** Lines of a name and a value. Cut by hand: an expression over a whole text of many lines begins again at each. */
function* pairs(text: string, separator: string): Generator<[name: string, value: string]> {
  for (const line of text.split(/\r?\n/)) {
    const at = line.indexOf(separator);
    if (at > 0) yield [line.slice(0, at), line.slice(at + separator.length)];
  }
}

function summary(text: string): ServerSummary | null {
  const fields = new Map<string, string>();
  for (const [name, value] of pairs(text, ': ')) {
    if (!fields.has(name)) fields.set(name, value.trim());
  }
  const field = (name: string) => fields.get(name);
  const count = (name: string) => Number(field(name) ?? NaN);
  const version = field('Zookeeper version');
  const mode = field('Mode');
  const zxid = field('Zxid');
  const latency = /^(-?\d+)\/(-?[\d.]+)\/(-?\d+)$/.exec(field('Latency min/avg/max') ?? '');
  if (!version || !mode || !zxid || !/^0x[0-9a-f]{1,16}$/.test(zxid) || !latency) return null;
  const found = {
    version,
    mode,
    zxid: BigInt.asIntN(64, BigInt(zxid)),
    nodeCount: count('Node count'),
    connectionCount: count('Connections'),
    outstandingRequests: count('Outstanding'),
    packetsReceived: count('Received'),
    packetsSent: count('Sent'),
    latencyMs: {
      min: Number(latency[1]),
      average: Number(latency[2]),
      max: Number(latency[3]),
    },
  };
  return Object.values(found).some(Number.isNaN) ? null : found;
}

function metric(text: string): Metric {
  if (/^-?\d{1,20}$/.test(text)) {
    const number = Number(text);
    return Number.isSafeInteger(number) ? number : BigInt(text);
  }
  return /^-?\d+(\.\d+)?(E-?\d+)?$/.test(text) ? Number(text) : text;
}

/** A session's line, then its paths, each after a tab (`DataTree.dumpEphemerals`). */
function dump(text: string): SessionDump | null {
  const ephemerals = new Map<bigint, string[]>();
  if (!/^Sessions with Ephemerals \(\d+\):$/m.test(text)) return null;
  const lines = text.slice(text.indexOf('Sessions with Ephemerals')).split('\n').slice(1);
  let paths: string[] | undefined;
  for (const line of lines) {
    const session = /^0x([0-9a-f]{1,16}):$/.exec(line)?.[1];
    if (session !== undefined) {
      paths = [];
      ephemerals.set(BigInt.asIntN(64, BigInt(`0x${session}`)), paths);
    } else if (line.startsWith('\t/')) paths?.push(line.slice(1));
    else if (line !== '') break;
  }
  return { ephemerals };
}
