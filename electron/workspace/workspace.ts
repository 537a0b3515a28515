import type { PageTopic } from '../../shared/contract/scopes.ts';
import type { Topics } from '../../shared/contract/topics.ts';
import { formatTarget } from '../../shared/connect-string.ts';
import type { ConnectionProfile } from '../../shared/model/connection.ts';
import type { Rule } from '../../shared/model/rule.ts';
import { compilePathPattern } from './changes/path-pattern.ts';
import { ruleWatchOf } from '../../shared/rule-watch.ts';
import { DisposableStore, type Disposable } from '../lifecycle.ts';
import type { Storage } from '../storage/storage.ts';
import { TopicSource, type UpdateOf } from '../topic-source.ts';
import type { Tasks } from '../tasks/tasks.ts';
import { expectFailure } from '../zookeeper/errors.ts';
import { ChangeCalls } from './calls/change-calls.ts';
import { DraftCalls } from './calls/draft-calls.ts';
import { NodeCalls, summarizeNode } from './calls/node-calls.ts';
import { SessionCalls, type AskToWrite, type WorkspaceSession } from './calls/session-calls.ts';
import { summarizeTree, TreeCalls } from './calls/tree-calls.ts';
import { TaskCalls } from './calls/task-calls.ts';
import { WatchCalls } from './calls/watch-calls.ts';
import type { Timelines } from './changes/timelines.ts';
import { ConnectionSlot, type ConnectionSlotOptions } from './connection/connection-slot.ts';
import type { Dialer } from './connection/dialer.ts';
import type { DomainCalls } from './domain-calls.ts';
import type { FileChooser } from './file-chooser.ts';
import { showChange } from './live/show-change.ts';
import { ProgressBoard } from './progress-board.ts';

/** One topic of a page with its new value. */
export type TopicUpdate = UpdateOf<PageTopic>;

export interface WorkspaceOptions {
  readonly dialer: Dialer;
  /** Of the whole application. */
  readonly tasks: Tasks;
  readonly storage: Storage;
  readonly files: FileChooser;
  /** Shared by all pages: they outlive the connection they are of. */
  readonly timelines: Timelines;
  /** Refuses every write, whatever a connection's profile says. */
  readonly isReadOnly: boolean;
  readonly askToWrite: AskToWrite;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** For durations, and for what came before what: see `createSteadyClock`. */
  readonly steadyClock: () => number;
  /** An entry was added to the timeline. */
  readonly onRecorded: ConnectionSlotOptions['onRecorded'];
  /** The notification rules as they are now. */
  readonly rules: () => readonly Rule[];
  /** A session of this profile was opened. */
  readonly onConnected: (profile: ConnectionProfile) => void;
}

/** Everything one page shows of its connection, which is the only one it ever has. */
export class Workspace {
  readonly session: WorkspaceSession;
  readonly tree: DomainCalls<'tree'>;
  readonly node: DomainCalls<'node'>;
  readonly drafts: DomainCalls<'drafts'>;
  readonly changes: DomainCalls<'changes'>;
  readonly watches: DomainCalls<'watches'>;
  readonly tasks: DomainCalls<'tasks'>;

  readonly #slot: ConnectionSlot;
  readonly #topics: TopicSource<PageTopic>;
  readonly #rules: WorkspaceOptions['rules'];
  readonly #owned = new DisposableStore();
  /** How often another page of this profile has let go of drafts. */
  #freedDrafts = 0;

  constructor(options: WorkspaceOptions) {
    const { dialer, tasks, storage, files, timelines, isReadOnly, clock, steadyClock } = options;
    const { onRecorded, onConnected, askToWrite } = options;
    this.#rules = options.rules;
    const onChange = (topic: PageTopic) => this.#topics.touch(topic);
    const progress = new ProgressBoard(() => onChange('progress'));
    const slot = new ConnectionSlot({
      dialer,
      isReadOnly,
      storage,
      clock,
      steadyClock,
      onChange,
      onRecorded,
      // Not when the session has ended: a server that is silent would keep them from the next page.
      onClosing: (ending) => storage.drafts.letGo(ending.profile.id, ending),
      onClosed: ({ profile, view }) => {
        const connection = formatTarget(profile.target);
        timelines.keepEarlier({ connection, endedAt: clock() }, view.log);
      },
      onOpenChange: () => {
        this.rulesChanged();
        this.#topics.touchAll();
      },
    });
    this.#slot = slot;
    this.#topics = new TopicSource<PageTopic>({
      connection: () => slot.snapshot,
      tree: () => summarizeTree(slot.current?.view),
      node: () => summarizeNode(slot.current?.view),
      changes: () => slot.current?.view.log.summary ?? { seen: 0, kept: 0 },
      watches: () => slot.current?.view.watches.list() ?? [],
      progress: () => progress.list(),
      tasks: () => tasks.list(),
      drafts: () => ({ freed: this.#freedDrafts }),
    });
    this.session = new SessionCalls({
      slot,
      storage,
      isReadOnly,
      askToWrite,
      onConnected,
    });
    this.tree = new TreeCalls(slot);
    this.node = new NodeCalls(slot);
    this.drafts = new DraftCalls(slot, storage, clock);
    this.changes = new ChangeCalls({
      slot,
      timelines,
      files,
      progress,
      clock,
      onChange: () => onChange('changes'),
    });
    this.watches = new WatchCalls(slot);
    this.tasks = new TaskCalls(slot, tasks, progress);
    this.#followTasks(tasks);
    this.#owned.add(
      storage.drafts.onFreed((profile) => {
        if (slot.current?.profile.id !== profile) return;
        this.#freedDrafts++;
        onChange('drafts');
      }),
    );
  }

  /** Calls the listener with every topic whose value is another one now, once for what happens at one moment. */
  onTopic(listener: (update: TopicUpdate) => void): Disposable {
    return this.#topics.on(listener);
  }

  /** @returns the present value of a topic. */
  snapshot<Name extends PageTopic>(topic: Name): Topics[Name] {
    return this.#topics.snapshot(topic);
  }

  /** The notification rules are other ones, or there is another connection: what they need is watched. */
  rulesChanged(): void {
    const needs = this.#rules().flatMap(({ id, name, isOn, path }) => {
      const compiled = compilePathPattern(path);
      if (!isOn || !compiled.ok) return [];
      return [{ rule: { id, name }, place: ruleWatchOf(path), fitsPath: compiled.matches }];
    });
    this.#slot.current?.view.watches.setForRules(needs);
  }

  /** Ends the session. Resolves when it has ended and its last changes are handed to the storage. Idempotent. */
  async dispose(): Promise<void> {
    this.#owned.dispose();
    await this.#slot.dispose();
  }

  /** What a task does on the connection that is open here is shown like what was done in the window. */
  #followTasks(tasks: Tasks): void {
    const current = (id: string) => {
      const connection = this.#slot.current;
      return connection?.profile.id === id ? connection : null;
    };
    this.#owned.add(tasks.onChange(() => this.#topics.touch('tasks')));
    this.#owned.add(
      tasks.onWritten(({ connection, value }) => current(connection)?.noteWritten(value)),
    );
    this.#owned.add(
      tasks.onEnded(({ connection, value: { path } }) => {
        const view = current(connection)?.view;
        if (view) void showChange(view, path).catch(expectFailure);
      }),
    );
  }
}
