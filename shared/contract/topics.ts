import type { MenuCommand, SettingsSnapshot } from '../model/application.ts';
import type { ChangesSummary, UserWatch } from '../model/change.ts';
import type { ConnectionSnapshot, RecentConnection } from '../model/connection.ts';
import type { NodeSnapshot } from '../model/node.ts';
import type { RulesState } from '../model/rule.ts';
import type { OfflineTimeline } from '../model/timeline.ts';
import type { TaskSnapshot } from '../model/task.ts';
import type { TreeSummary } from '../model/tree.ts';

/**
 * What the main process reports to the renderer without being asked.
 *
 * Each topic carries a whole snapshot, small by design: for long lists it says only how many rows there are and
 * under which revision, and the renderer asks for the rows it shows. So a message that is overtaken by the next one
 * can be dropped without losing anything, and a renderer that reloads is right after its first snapshot.
 */
export interface Topics {
  /** The settings that all pages share. */
  settings: SettingsSnapshot;
  /** The newest first. */
  recentConnections: readonly RecentConnection[];
  connection: ConnectionSnapshot | null;
  tree: TreeSummary;
  node: NodeSnapshot | null;
  changes: ChangesSummary;
  /** Timelines that were imported, and those of earlier connections; the newest last. */
  timelines: readonly OfflineTimeline[];
  watches: readonly UserWatch[];
  rules: RulesState;
  progress: readonly Progress[];
  /** The long work on this connection, the oldest first; ended tasks stay until they are put away. */
  tasks: readonly TaskSnapshot[];
  /** How often another page has let go of drafts of this connection: `drafts.list` gives them to the first that asks. */
  drafts: { readonly freed: number };
  /** A command chosen in the application menu. Not a snapshot: each is delivered, but to a page that is loading. */
  menu: MenuCommand;
  /** A znode to go to: its notification was clicked. Not a snapshot: each is delivered. */
  openNode: { readonly path: string };
  /** A bug in the main process that was survived; the log holds it under this id. Not a snapshot: each is delivered. */
  incident: { readonly id: string };
  /** Something about a file of the application's own that the user should know. Not a snapshot: each is delivered. */
  storageProblem: StorageProblemNotice;
}

export interface StorageProblemNotice {
  /**
   * `writeFailed`: a file cannot be written, and what it should hold is in memory only. `historyStopped`: nothing
   * more is kept of the changes that a watch sees. `historyKeyLost`: the system's keychain lost the key of the
   * histories, so that what is kept cannot be read. `historyIncomplete`: something that was kept is missing or was
   * altered. `corrupt`: a file could not be understood and was set aside. `unread`: files in a folder are there and could
   * not be read this time. `unreadSetAside`: one of them was set aside, because its place was needed.
   */
  readonly kind:
    | 'writeFailed'
    | 'corrupt'
    | 'unread'
    | 'unreadSetAside'
    | 'historyStopped'
    | 'historyKeyLost'
    | 'historyIncomplete';
  /** Of `unread` and `historyIncomplete`, the folder. */
  readonly file: string;
  /** The system's own words; of a file that was set aside, its new name. */
  readonly reason: string;
}

/** Long work under way. It is cancelled by cancelling the call that it belongs to. */
export interface Progress {
  /** The cancel id of the call. */
  readonly callId: string;
  readonly kind: 'countingNodes' | 'exportingChanges' | 'importingChanges' | 'findingOwner';
  /** The znode; of an export or import, the file; of a search for an owner, the connect string. */
  readonly path: string;
  /** Nodes or changes; of an import, bytes; of a search for an owner, servers. */
  readonly done: number;
  /** Absent while it is not known. */
  readonly total?: number;
}

export const topicNames = [
  'settings',
  'recentConnections',
  'connection',
  'tree',
  'node',
  'changes',
  'timelines',
  'watches',
  'rules',
  'progress',
  'tasks',
  'drafts',
  'menu',
  'openNode',
  'incident',
  'storageProblem',
] as const satisfies readonly (keyof Topics)[];

export type TopicName = (typeof topicNames)[number];

/** Topics that are not snapshots: they have no present value, and each message counts. */
export const eventTopicNames = [
  'menu',
  'openNode',
  'incident',
  'storageProblem',
] as const satisfies readonly TopicName[];

export type EventTopicName = (typeof eventTopicNames)[number];

/** Topics whose present value can be asked for at any time. */
export type SnapshotTopicName = Exclude<TopicName, EventTopicName>;
