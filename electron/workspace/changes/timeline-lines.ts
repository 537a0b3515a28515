import { z } from 'zod';
import {
  comparisonStates,
  endedComparison,
  entryKinds,
  gapReasons,
  seenByWays,
  sessionTurns,
  type ChangeDetail,
  type ChangeValue,
  type SessionEntry,
} from '../../../shared/model/change.ts';
import { isValidZnodePath } from '../../../shared/znode-path.ts';
import type { NewChange } from './change-log.ts';
import { formatId, formatTime, textOf } from './timeline-values.ts';

/** What the first line of an exported timeline says. */
export interface TimelineHeader {
  /** The connect string of the connection that saw the changes. */
  readonly connection?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly exportedAt?: number | undefined;
}

export type ParsedLine =
  | { readonly kind: 'header'; readonly header: TimelineHeader }
  | { readonly kind: 'entry'; readonly entry: NewChange }
  /** What is wrong, without what stands in the line: that may be node data. */
  | { readonly kind: 'refused'; readonly detail: string };

const format = 'treekeeper-timeline';
const formatVersion = 1;

/** UTF-16 units: a request of so many bytes is refused by a server that was not set otherwise (`jute.maxbuffer`). */
const longestPath = 1_024 * 1_024;

const int32 = z.int().min(-2_147_483_648).max(2_147_483_647);
const size = z.int().min(0).max(2_147_483_647);
const timeMs = z.number().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
const id64 = z
  .string()
  .regex(/^0x[0-9a-f]{1,16}$/i)
  .transform((text) => BigInt.asIntN(64, BigInt(text)));

const value = z.union([
  z.object({ version: int32, text: z.string() }),
  z.object({ absent: z.literal(true) }),
  z.object({ version: int32, base64: z.string().refine(isBase64) }),
  z.object({ version: int32, data: z.null() }),
]);

const session = z.object({
  state: z.enum(sessionTurns),
  server: z.string().max(1_024).optional(),
  sessionId: id64.optional(),
});

const gap = z.object({
  from: timeMs,
  to: timeMs,
  reason: z.enum(gapReasons),
  isCompared: z.boolean(),
  comparison: z
    .object({ state: z.enum(comparisonStates), found: z.int().min(0) })
    .transform(endedComparison)
    .optional(),
});

const headerSchema = z.object({
  format: z.literal(format),
  connection: z.string().max(4_096).optional(),
  exportedAt: timeMs.optional(),
});

/** Unknown fields are passed over: a later version may have written them. */
const entrySchema = z
  .object({
    seenAt: timeMs,
    kind: z.enum(entryKinds),
    path: z.string().max(longestPath).refine(isValidZnodePath),
    fromVersion: int32.optional(),
    version: int32.optional(),
    mzxid: id64.optional(),
    fromBytes: size.optional(),
    bytes: size.optional(),
    count: z.int().min(1).max(4_294_967_295),
    seenBy: z.enum(seenByWays).optional(),
    owner: id64.optional(),
    session: session.optional(),
    gap: gap.optional(),
    before: value.optional(),
    after: value.optional(),
  })
  .refine((entry) => (entry.kind === 'session') === (entry.session !== undefined))
  .refine((entry) => (entry.kind === 'gap') === (entry.gap !== undefined));

/** @returns the first line of a file, without its end. */
export function headerLine({ connection, exportedAt }: TimelineHeader): string {
  return JSON.stringify({ format, formatVersion, connection, exportedAt });
}

/**
 * @returns an entry as one line of JSON, without its end. 64-bit ids are text, `0x` and hexadecimal digits as
 * ZooKeeper's own tools write them; values are text where they are valid UTF-8, else base64.
 */
export function entryLine({ change, before, after }: ChangeDetail): string {
  const { mzxid, owner, session: turn, ...fields } = change;
  return JSON.stringify({
    ...fields,
    time: formatTime(change.seenAt),
    ...(mzxid !== undefined && { mzxid: formatId(mzxid) }),
    ...(owner !== undefined && { owner: formatId(owner) }),
    ...(turn && { session: writeSession(turn) }),
    before: writeValue(before),
    after: writeValue(after),
  });
}

/** @param line may be anything at all. */
export function parseLine(line: string): ParsedLine {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { kind: 'refused', detail: 'not JSON' };
  }
  // Only what claims to be a header is tried as one: every line would otherwise be tried twice.
  const header = isObject(json) && 'format' in json ? headerSchema.safeParse(json) : null;
  if (header?.success) {
    const { connection, exportedAt } = header.data;
    return { kind: 'header', header: { connection, exportedAt } };
  }
  const parsed = entrySchema.safeParse(json);
  if (!parsed.success) return { kind: 'refused', detail: describe(parsed.error.issues[0]) };
  const { before, after, ...entry } = parsed.data;
  return {
    kind: 'entry',
    entry: {
      ...withoutAbsent(entry),
      ...(before && { before: readValue(before) }),
      ...(after && { after: readValue(after) }),
    },
  };
}

function isObject(json: unknown): json is object {
  return typeof json === 'object' && json !== null;
}

/** A regular expression for it would run out of stack on a large value. */
function isBase64(text: string): boolean {
  return Buffer.from(text, 'base64').toString('base64') === text;
}

function writeSession({ sessionId, ...turn }: SessionEntry): object {
  return { ...turn, ...(sessionId !== undefined && { sessionId: formatId(sessionId) }) };
}

function writeValue(side: ChangeValue): object | undefined {
  switch (side.kind) {
    case 'unknown':
      return undefined;
    case 'absent':
      return { absent: true };
    case 'value': {
      const { version, data } = side;
      if (data === null) return { version, data };
      const text = textOf(data);
      return text === null
        ? { version, base64: Buffer.from(data).toString('base64') }
        : { version, text };
    }
  }
}

function readValue(side: z.output<typeof value>): ChangeValue {
  if ('absent' in side) return { kind: 'absent' };
  const { version } = side;
  if ('text' in side) return { kind: 'value', version, data: Buffer.from(side.text, 'utf8') };
  if ('base64' in side) return { kind: 'value', version, data: Buffer.from(side.base64, 'base64') };
  return { kind: 'value', version, data: null };
}

type ParsedEntry = Omit<z.output<typeof entrySchema>, 'before' | 'after'>;

/** The schema's optional fields may be undefined; the model's may only be absent. */
function withoutAbsent({ session: turn, gap: missed, ...entry }: ParsedEntry): NewChange {
  const defined = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([, each]) => each !== undefined));
  return {
    ...defined(entry),
    ...(turn && { session: defined(turn) }),
    ...(missed && { gap: defined(missed) }),
  } as NewChange;
}

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
}

function describe(issue: Issue | undefined): string {
  const place = issue?.path.map(String).join('.') ?? '';
  return place === '' ? 'not an entry of a timeline' : `${place} is not valid`;
}
