import { z } from 'zod';
import {
  entryKinds,
  pathPatternKinds,
  watchScopes,
  type ChangeDetail,
  type ChangesQuery,
  type ChangesWindow,
  type SessionOwner,
  type UserWatch,
} from '../../model/change.ts';
import type { RuleTrial } from '../../model/rule.ts';
import {
  exportFormats,
  type ChangesStatistics,
  type ExportOutcome,
  type ImportOutcome,
  type TimelineSource,
} from '../../model/timeline.ts';
import { call, type CallTable } from './call.ts';
import { index, none, path, rule, timeMs, windowRows } from './inputs.ts';

const watchId = z.string().max(100);

const changesQuery = z.strictObject({
  path: z
    .strictObject({ kind: z.enum(pathPatternKinds), pattern: z.string().max(1_024) })
    .optional(),
  node: path.optional(),
  kinds: z.array(z.enum(entryKinds)).max(entryKinds.length).readonly().optional(),
  value: z.string().max(1_024).optional(),
  from: timeMs.optional(),
  to: timeMs.optional(),
  upTo: index.optional(),
}) satisfies z.ZodType<ChangesQuery>;

/** Absent for that of the connection. */
const source = z
  .union([z.literal('live'), z.strictObject({ file: z.string().max(100) })])
  .optional() satisfies z.ZodType<TimelineSource | undefined>;

/** What was seen to change, and the watches that see it. */
export const changeCalls = {
  /**
   * Rows `from` … `from + count` of the changes that pass the query, newest first. Of many changes the newest are
   * looked at first, and the topic `changes` reports that there is more to ask for. A source that is closed is empty.
   */
  'changes.getWindow': call<ChangesWindow>()(
    z.strictObject({
      source,
      from: index,
      count: windowRows,
      query: changesQuery.optional(),
    }),
  ),
  'changes.getDetail': call<ChangeDetail | null>()(z.strictObject({ source, id: index })),
  /** Counts all changes that pass the query. Can be cancelled. */
  'changes.getStatistics': call<ChangesStatistics>()(
    z.strictObject({
      source,
      query: changesQuery.optional(),
      /** Parts of the histogram. */
      buckets: z.int().min(1).max(2_000),
      topPaths: z.int().min(0).max(1_000),
    }),
  ),
  /**
   * Asks every server which client a session belongs to, such as the `owner` of an entry: by the word `cons`, else by
   * its AdminServer at `adminPort` (8080 when absent), which no server names. Answers are used again for a short time;
   * an address that was learnt once stays known when the session has ended. Progress arrives on the topic `progress`.
   * Can be cancelled.
   */
  'changes.findOwner': call<SessionOwner>()(
    z.strictObject({ sessionId: z.bigint(), adminPort: z.int().min(1).max(65_535).optional() }),
  ),
  /** Removes what is shown; what is kept on disk stays. */
  'changes.clear': call<void>()(none),
  /**
   * Has the user choose a file and writes the changes that pass the query into it, oldest first; progress arrives on
   * the topic `progress`. Fails with FILE_FAILED. Can be cancelled: nothing is left then.
   */
  'changes.export': call<ExportOutcome>()(
    z.strictObject({ source, query: changesQuery.optional(), format: z.enum(exportFormats) }),
  ),
  /**
   * Has the user choose a file that was exported as NDJSON and reads it; it is then one of the topic `timelines`.
   * Lines that cannot be understood are counted. Fails with FILE_FAILED. Can be cancelled.
   */
  'changes.import': call<ImportOutcome>()(none),
  /** Forgets a timeline of the topic `timelines`; a file stays. */
  'changes.closeFile': call<void>()(z.strictObject({ file: z.string().max(100) })),
  /** Reports what a rule would have done with the entries that the timeline holds now. Can be cancelled. */
  'changes.tryRule': call<RuleTrial>()(z.strictObject({ rule })),

  'watches.list': call<readonly UserWatch[]>()(none),
  'watches.add': call<UserWatch>()(z.strictObject({ path, scope: z.enum(watchScopes) })),
  /** @param forgetHistory whether what is kept of it on disk goes too; absent for no. Fails with STORAGE_FAILED. */
  'watches.remove': call<void>()(
    z.strictObject({ id: watchId, forgetHistory: z.boolean().optional() }),
  ),
  /** What changed while a watch was paused is found when it goes on. */
  'watches.setPaused': call<void>()(z.strictObject({ id: watchId, isPaused: z.boolean() })),
  /** Gives all server watches of the connection back, those of the window too, until they are switched on. */
  'watches.switchOff': call<void>()(none),
  /** What changed in the meantime is found by comparing. */
  'watches.switchOn': call<void>()(none),
  /**
   * Keeps what a watch sees on disk from now on, encrypted, or no more; what is kept already stays either way.
   * Fails with KEYCHAIN_UNAVAILABLE or STORAGE_FAILED, and nothing is changed then.
   * @param maxBytes the most that may be kept, the oldest goes first; absent for the application's own bound.
   */
  'watches.keepOnDisk': call<void>()(
    z.strictObject({
      id: watchId,
      isOn: z.boolean(),
      maxBytes: z.int().min(1_048_576).max(4_294_967_296).optional(),
    }),
  ),
  /** Removes what is kept on disk of all watches of the connection; they go on keeping. Fails with STORAGE_FAILED. */
  'watches.forgetHistories': call<void>()(none),
} satisfies CallTable;
