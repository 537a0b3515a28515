import { z } from 'zod';
import { connectionSettingsSchema } from '../../model/connection.ts';
import type { TreeWindow } from '../../model/tree.ts';
import { call, type CallTable } from './call.ts';
import { index, none, path, profileId, windowRows } from './inputs.ts';

/** The connection of a page, and its tree. */
export const treeCalls = {
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
} satisfies CallTable;
