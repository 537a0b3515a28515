import { z } from 'zod';
import { listOf, recordOf } from './each-entry.ts';

/** A 64-bit number, which `parseJsonWithLongs` leaves as a number where that is exact. */
const long = z
  .union([z.int(), z.string().regex(/^-?\d{1,20}$/)])
  .transform((value) => BigInt(value));

const serverStats = z.object({
  version: z.string(),
  read_only: z.boolean(),
  server_stats: z.object({
    server_state: z.string(),
    last_processed_zxid: long,
    packets_sent: z.number(),
    packets_received: z.number(),
    outstanding_requests: z.number(),
    avg_latency: z.number(),
    min_latency: z.number(),
    max_latency: z.number(),
    num_alive_client_connections: z.number(),
    data_dir_size: z.number(),
    log_dir_size: z.number(),
    uptime: z.number(),
  }),
  node_count: z.number(),
});

/** A connection without a session has the first four fields only. */
const connection = z.object({
  /** null of one that is just being closed, whose socket has no address any more. */
  remote_socket_address: z.string().nullable(),
  outstanding_requests: z.number(),
  packets_received: z.number(),
  packets_sent: z.number(),
  session_id: long.optional(),
  /** null of one that is just being accepted. */
  last_operation: z.string().nullish(),
  established: z.number().optional(),
  session_timeout: z.number().optional(),
  last_cxid: long.optional(),
  last_zxid: long.optional(),
});

const metric = z.union([z.number(), z.string(), z.boolean(), z.null()]);

/** The answers as the AdminServer names their fields (`org.apache.zookeeper.server.admin.Commands`). */
const schemas = {
  server_stats: serverStats,
  stats: serverStats.extend({
    connections: listOf(connection),
    secure_connections: listOf(connection),
  }),
  /** Some hundred metrics, named as in `mntr` without the prefix; which ones depends on the server's version. */
  monitor: recordOf(metric).pipe(
    z.object({ version: z.string(), server_state: z.string() }).catchall(metric),
  ),
  configuration: z.object({
    client_port: z.number(),
    data_dir: z.string(),
    data_log_dir: z.string(),
    tick_time: z.number(),
    max_client_cnxns: z.number(),
    min_session_timeout: z.number(),
    max_session_timeout: z.number(),
    server_id: z.number(),
  }),
  connections: z.object({
    connections: listOf(connection),
    secure_connections: listOf(connection),
  }),
  /** Of an ensemble only; a server on its own refuses. */
  leader: z.object({
    is_leader: z.boolean(),
    leader_id: long,
    leader_ip: z.string(),
  }),
  /** The members by their id; empty for a server on its own. */
  voting_view: z.object({
    current_config: recordOf(
      z.object({
        server_addresses: z.array(z.string()),
        election_addresses: z.array(z.string()),
        client_address: z.string().nullish(),
        learner_type: z.string(),
      }),
    ),
  }),
  is_read_only: z.object({ read_only: z.boolean() }),
} as const;

export type AdminReplies = {
  readonly [Command in keyof typeof schemas]: z.output<(typeof schemas)[Command]>;
};

/** @returns a decoder that gives null for what an AdminServer would not say. */
function decoder<Schema extends z.ZodType>(schema: Schema) {
  return (document: unknown): z.output<Schema> | null => schema.safeParse(document).data ?? null;
}

export const adminReplies: {
  readonly [Command in keyof AdminReplies]: (document: unknown) => AdminReplies[Command] | null;
} = {
  server_stats: decoder(schemas.server_stats),
  stats: decoder(schemas.stats),
  monitor: decoder(schemas.monitor),
  configuration: decoder(schemas.configuration),
  connections: decoder(schemas.connections),
  leader: decoder(schemas.leader),
  voting_view: decoder(schemas.voting_view),
  is_read_only: decoder(schemas.is_read_only),
};
