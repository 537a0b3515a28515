import { z } from 'zod';
import {
  createModes,
  isSequential,
  longestDraft,
  shownAclEntries,
  type Draft,
  type NodeAcl,
  type NodeValue,
  type OtherDraft,
  type WriteBase,
} from '../../model/node.ts';
import type { Stat } from '../../model/stat.ts';
import { taskKinds, type PlannedTask, type TaskSnapshot } from '../../model/task.ts';
import { isValidZnodePath } from '../../znode-path.ts';
import { call, type CallTable } from './call.ts';
import { bytes, none, path, version } from './inputs.ts';

/** In a longest request there is no room for more. */
const aclText = z.string().max(1_048_576);
const aclEntry = z.strictObject({
  scheme: aclText,
  id: aclText,
  permissions: z.int32(),
});

const writeBase = z.strictObject({
  version,
  mzxid: z.bigint(),
  czxid: z.bigint().exactOptional(),
  data: bytes.nullable().exactOptional(),
}) satisfies z.ZodType<WriteBase>;

const taskId = z.string().max(100);
/** What a page calls the value that a draft was typed over. */
const baseId = z.string().max(100);

/** A node, what is done with it and below it, and what is typed in it. */
export const nodeCalls = {
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
  /** Drafts of this connection that are kept beside those of `drafts.list` and are shown by no page. */
  'drafts.listOthers': call<readonly OtherDraft[]>()(none),
  /**
   * Makes one of those this page's draft of the node, in place of the one it has, which is kept.
   * @returns it; null where it is gone, or another page's by now: nothing is changed then.
   */
  'drafts.exchange': call<Draft | null>()(z.strictObject({ path, copy: z.int().min(0) })),
  /** The page shows its draft of the node no more: it is kept, and belongs to no page. */
  'drafts.putAside': call<void>()(z.strictObject({ path })),
  /** Keeps what was typed, and what it was typed over under a name of the page's own. */
  'drafts.keep': call<void>()(
    z.strictObject({
      path,
      text: z.string().max(longestDraft),
      baseId,
      /** Whether the page's own draft of the node stays kept, as one that belongs to no page. */
      isBeside: z.boolean().optional(),
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
} satisfies CallTable;
