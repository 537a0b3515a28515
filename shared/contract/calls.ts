import { z } from 'zod';
import {
  connectionProfileSchema,
  connectionSettingsSchema,
  type RecentConnection,
} from '../model/connection.ts';
import type {
  ChangeDetail,
  ChangesQuery,
  ChangesWindow,
  SessionOwner,
  UserWatch,
} from '../model/change.ts';
import { changeKinds, entryKinds, pathPatternKinds, watchScopes } from '../model/change.ts';
import type { Draft, NodeAcl, NodeValue, WriteBase } from '../model/node.ts';
import { createModes, isSequential, longestDraft, shownAclEntries } from '../model/node.ts';
import { isPanelState, mostPanels } from '../model/panel-state.ts';
import {
  longestRuleName,
  longestRulePattern,
  minutesOfDay,
  mostPerMinute,
  valueMatchKinds,
  type Rule,
  type RuleSaveOutcome,
  type RulesState,
  type RuleTrial,
} from '../model/rule.ts';
import type { Stat } from '../model/stat.ts';
import type {
  ChangesStatistics,
  ExportOutcome,
  ImportOutcome,
  TimelineSource,
} from '../model/timeline.ts';
import { exportFormats } from '../model/timeline.ts';
import { taskKinds, type PlannedTask, type TaskSnapshot } from '../model/task.ts';
import type { TreeWindow } from '../model/tree.ts';
import type { Settings, Startup } from '../model/application.ts';
import { isValidZnodePath } from '../znode-path.ts';
import { tabCommandSchema } from '../model/tab-command.ts';
import type { CallName } from './call-names.ts';

/**
 * The contract between the renderer and the main process: one entry for each call, with the schema that its input
 * must pass and the type of its output. Handlers, the bridge and the renderer's client are inferred from it.
 */

const path = z.string().refine(isValidZnodePath);
const version = z.int().min(-2_147_483_648).max(2_147_483_647);
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** In a longest request there is no room for more. */
const aclText = z.string().max(1_048_576);
const aclEntry = z.strictObject({
  scheme: aclText,
  id: aclText,
  permissions: z.int32(),
});
const index = z.int().min(0);
const none = z.undefined();
const profileId = connectionProfileSchema.shape.id;
const taskId = z.string().max(100);
/** What a page calls the value that a draft was typed over. */
const baseId = z.string().max(100);
const watchId = z.string().max(100);

const timeMs = z.number().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

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

const rulePattern = z.string().min(1).max(longestRulePattern);
const ruleId = z.string().min(1).max(100);
const minute = z
  .int()
  .min(0)
  .max(minutesOfDay - 1);

const rule = z.strictObject({
  id: ruleId,
  name: z.string().min(1).max(longestRuleName),
  isOn: z.boolean(),
  path: z.strictObject({ kind: z.enum(pathPatternKinds), pattern: rulePattern }),
  kinds: z.array(z.enum(changeKinds)).min(1).max(changeKinds.length).readonly(),
  value: z.strictObject({ kind: z.enum(valueMatchKinds), pattern: rulePattern }).optional(),
  hasSound: z.boolean(),
  createdAt: timeMs,
}) satisfies z.ZodType<Rule>;

/** Absent for that of the connection. */
const source = z
  .union([z.literal('live'), z.strictObject({ file: z.string().max(100) })])
  .optional() satisfies z.ZodType<TimelineSource | undefined>;

/** The most rows one window may ask for, so that no call moves a whole level. */
const windowRows = z.int().min(1).max(500);

const writeBase = z.strictObject({
  version,
  mzxid: z.bigint(),
  czxid: z.bigint().exactOptional(),
  data: bytes.nullable().exactOptional(),
}) satisfies z.ZodType<WriteBase>;

function call<Output>() {
  return <Input extends z.ZodType>(input: Input) => ({ input, output: undefined as Output });
}

export const calls = {
  /** What the page needs before its first paint. */
  'page.getStartup': call<Startup>()(none),
  /** Makes the page larger or smaller, within 80 to 200 %. @returns the factor, 1 for 100 %. */
  'page.zoom': call<number>()(z.strictObject({ change: z.enum(['in', 'out', 'reset']) })),
  /** Does something with the tabs of the window, such as opening another one to connect elsewhere. */
  'page.runTabCommand': call<void>()(z.strictObject({ command: tabCommandSchema })),

  'app.changeSettings': call<Settings>()(
    z.strictObject({
      theme: z.enum(['system', 'light', 'dark']).optional(),
      language: z.enum(['system', 'en', 'zh-CN']).optional(),
      panels: z
        .record(z.string().max(100), z.unknown().refine(isPanelState))
        .refine((panels) => Object.keys(panels).length <= mostPanels)
        .optional(),
    }),
  ),
  'app.writeClipboard': call<void>()(z.strictObject({ text: z.string() })),
  /** The licences of the bundled libraries, as one text. */
  'app.getNotices': call<string>()(none),

  'connections.listRecent': call<readonly RecentConnection[]>()(none),
  'connections.forgetRecent': call<readonly RecentConnection[]>()(
    z.strictObject({ id: profileId }),
  ),

  /**
   * Opens a session, of the profile `profileId`, else of the one with the same target, else of a new one without a
   * name; resolves when connected, fails when no server could be used within the connection timeout.
   */
  'session.connect': call<void>()(
    z.strictObject({ settings: connectionSettingsSchema, profileId: profileId.optional() }),
  ),
  /**
   * Ends the session and the page with it: a new one is loaded in its place, which opens this connection and goes to
   * `path`.
   */
  'session.replace': call<void>()(
    z.strictObject({
      settings: connectionSettingsSchema,
      profileId: profileId.optional(),
      path: path.optional(),
    }),
  ),
  /** Ends the session and the page with it: a new one is loaded in its place. */
  'session.disconnect': call<void>()(none),
  /** Creates the chroot of the connection, with its missing parents, and reads again what is shown. */
  'session.createChroot': call<void>()(none),

  /**
   * Rows `from` … `from + count`. With an anchor that is shown, the window starts `offset` rows above it instead, so
   * that what the user looks at stays where it is while rows come and go above. `locate` asks where paths stand now.
   */
  'tree.getWindow': call<TreeWindow>()(
    z.strictObject({
      from: index,
      count: windowRows,
      anchor: z.strictObject({ path, offset: index }).optional(),
      locate: z.array(path).max(4).optional(),
    }),
  ),
  'tree.expand': call<void>()(z.strictObject({ path })),
  'tree.collapse': call<void>()(z.strictObject({ path })),
  /** Where a path stands among the rows; null when it is not shown. */
  'tree.indexOf': call<number | null>()(z.strictObject({ path })),
  /** Expands every ancestor and answers where the path then stands; fails with NO_NODE when it does not exist. */
  'tree.reveal': call<number>()(z.strictObject({ path })),
  /** Type-ahead: the next row after `after` whose name begins with `prefix`, wrapping around; null when there is none. */
  'tree.findByPrefix': call<number | null>()(
    z.strictObject({ after: index, prefix: z.string().min(1).max(256) }),
  ),
  'tree.setFilter': call<void>()(z.strictObject({ text: z.string().max(256) })),
  /** Reads every expanded level and the open node again. */
  'tree.refresh': call<void>()(none),

  /** Opens a node in the window: its snapshots arrive on the topic `node`. */
  'node.open': call<void>()(z.strictObject({ path })),
  'node.close': call<void>()(none),
  /** Reads a node once, for example the other side of a conflict. */
  'node.read': call<NodeValue>()(z.strictObject({ path })),
  'node.getAcl': call<NodeAcl>()(z.strictObject({ path })),
  /** Sets the data only if the node still holds what `base` says; BAD_VERSION otherwise. Never unconditional. */
  'node.save': call<Stat>()(z.strictObject({ path, data: bytes.nullable(), base: writeBase })),
  'node.create': call<{ path: string; stat: Stat | null }>()(
    z
      .strictObject({
        /** Of a sequential node, what comes before the number: it may end with a slash. */
        path: z.string(),
        data: bytes.nullable(),
        mode: z.enum(createModes),
        ttlMs: z.int().min(1).max(1_099_511_627_775).optional(),
        /** Without it everybody may do everything. */
        acl: z.array(aclEntry).min(1).max(shownAclEntries).readonly().optional(),
        createParents: z.boolean(),
      })
      .refine(({ path, mode }) => isValidZnodePath(isSequential(mode) ? `${path}0` : path), {
        path: ['path'],
      }),
  ),
  /** Deletes a node without children whose version still is `version`. */
  'node.delete': call<void>()(z.strictObject({ path, version })),

  /**
   * Looks at what is to be done, and changes nothing: what it would be is shown, and then confirmed or put away.
   * `deleteSubtree` counts what a delete would remove. Progress arrives on the topic `progress`. Can be cancelled;
   * nothing is kept then.
   */
  'tasks.plan': call<PlannedTask>()(z.strictObject({ kind: z.enum(taskKinds), path })),
  /**
   * Begins what was planned; it belongs to the application from then on, and the topic `tasks` shows it. BAD_VERSION
   * when there is no such plan any more. `deleteSubtree` deletes the node that was counted with everything below it, but
   * no node, other than an ephemeral one, that was created or set since the count: BAD_VERSION then.
   * @returns the task as it ended, when it did so at once; otherwise it goes on.
   */
  'tasks.confirm': call<TaskSnapshot>()(z.strictObject({ id: taskId })),
  'tasks.pause': call<void>()(z.strictObject({ id: taskId })),
  /** Lets a task go on that is paused, interrupted or failed; its connection has to be this one. */
  'tasks.resume': call<void>()(z.strictObject({ id: taskId })),
  /** Resolves when the task has ended: what was done stays done. */
  'tasks.cancel': call<void>()(z.strictObject({ id: taskId })),
  /** Forgets a task that has ended, or a plan that is not to be confirmed. */
  'tasks.putAway': call<void>()(z.strictObject({ id: taskId })),

  'drafts.list': call<readonly Draft[]>()(none),
  /** Keeps what was typed, and what it was typed over under a name of the page's own. */
  'drafts.keep': call<void>()(
    z.strictObject({
      path,
      text: z.string().max(longestDraft),
      baseId,
      base: z.strictObject({
        text: z.string().max(longestDraft),
        version,
        mzxid: z.bigint(),
        czxid: z.bigint().optional(),
        isUnknown: z.boolean().optional(),
      }),
    }),
  ),
  /**
   * Keeps what was typed on over a base that `drafts.keep` has handed over: that is half of it, or less.
   * @returns false where no draft of the path has that base; the caller then hands over both.
   */
  'drafts.keepText': call<boolean>()(
    z.strictObject({ path, text: z.string().max(longestDraft), baseId }),
  ),
  'drafts.discard': call<void>()(z.strictObject({ path })),

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

  'rules.list': call<RulesState>()(none),
  /** Adds a rule, or replaces the one with its id. */
  'rules.save': call<RuleSaveOutcome>()(z.strictObject({ rule })),
  'rules.remove': call<void>()(z.strictObject({ id: ruleId })),
  'rules.changeSettings': call<void>()(
    z.strictObject({
      quietHours: z.strictObject({ isOn: z.boolean(), from: minute, to: minute }).optional(),
      perMinute: z.int().min(1).max(mostPerMinute).optional(),
    }),
  ),
  /** Shows a notification, for the user to see whether it comes through. */
  'rules.showExample': call<void>()(none),
} satisfies Record<CallName, { input: z.ZodType; output: unknown }>;

export type Calls = typeof calls;
export type CallInput<Name extends CallName> = z.input<Calls[Name]['input']>;
export type CallOutput<Name extends CallName> = Calls[Name]['output'];
