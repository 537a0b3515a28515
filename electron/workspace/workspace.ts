import type { SnapshotTopicName, Topics } from '../../shared/contract/topics.ts';
import { Emitter, type Disposable } from '../lifecycle.ts';
import { createSteadyClock } from '../steady-clock.ts';
import type { Storage } from '../storage/storage.ts';
import type { SessionFactory } from '../zookeeper/port.ts';
import { ChangeCalls } from './calls/change-calls.ts';
import { DraftCalls } from './calls/draft-calls.ts';
import { NodeCalls } from './calls/node-calls.ts';
import { RuleCalls } from './calls/rule-calls.ts';
import { SessionCalls } from './calls/session-calls.ts';
import { summarizeTree, TreeCalls } from './calls/tree-calls.ts';
import { WatchCalls } from './calls/watch-calls.ts';
import { Timelines } from './changes/timelines.ts';
import { ConnectionSlot } from './connection/connection-slot.ts';
import type { DomainCalls } from './domain-calls.ts';
import type { FileChooser } from './file-chooser.ts';
import { ProgressBoard } from './progress-board.ts';
import type { Notifier } from './rules/notice.ts';
import { RuleEngine } from './rules/rule-engine.ts';

/** Every topic that a workspace feeds; events belong to the shell. */
export type WorkspaceTopic = SnapshotTopicName;

/** One topic with its new value, as a union, so that a check of `topic` narrows `value`. */
export type TopicUpdate = {
  [Name in WorkspaceTopic]: { readonly topic: Name; readonly value: Topics[Name] };
}[WorkspaceTopic];

export interface WorkspaceOptions {
  readonly sessions: SessionFactory;
  readonly storage: Storage;
  readonly notifier: Notifier;
  readonly files: FileChooser;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** For durations, and for what came before what: see `createSteadyClock`. */
  readonly steadyClock?: () => number;
}

type Snapshots = { readonly [Name in WorkspaceTopic]: () => Topics[Name] };

/** Everything one window shows of one connection at a time. */
export class Workspace {
  readonly session: DomainCalls<'session'>;
  readonly tree: DomainCalls<'tree'>;
  readonly node: DomainCalls<'node'>;
  readonly drafts: DomainCalls<'drafts'>;
  readonly changes: DomainCalls<'changes'>;
  readonly watches: DomainCalls<'watches'>;
  readonly rules: DomainCalls<'rules'>;

  readonly #storage: Storage;
  readonly #slot: ConnectionSlot;
  readonly #ruleEngine: RuleEngine;
  readonly #snapshots: Snapshots;
  readonly #topics = new Emitter<TopicUpdate>();
  readonly #changed = new Set<WorkspaceTopic>();

  constructor({ sessions, storage, notifier, files, ...clocks }: WorkspaceOptions) {
    const { clock = systemClock, steadyClock = createSteadyClock() } = clocks;
    this.#storage = storage;
    const onChange = (topic: WorkspaceTopic) => this.#touch(topic);
    const timelines = new Timelines(() => this.#touch('timelines'));
    const progress = new ProgressBoard(() => this.#touch('progress'));
    const ruleEngine = new RuleEngine({
      state: () => ({ rules: storage.rules.list(), settings: storage.rules.settings }),
      clock,
      steadyClock,
      show: (notice) => notifier.show(notice),
    });
    this.#ruleEngine = ruleEngine;
    const slot = new ConnectionSlot({
      sessions,
      storage,
      clock,
      steadyClock,
      onChange,
      onRecorded: (source, id) => ruleEngine.notice(source, id),
      onClosed: ({ settings: { connectString: connection }, view }) => {
        timelines.keepEarlier({ connection, endedAt: clock() }, view.log);
      },
      onReplace: () => {
        for (const topic of Object.keys(this.#snapshots) as WorkspaceTopic[]) this.#touch(topic);
      },
    });
    this.#slot = slot;
    const rules = new RuleCalls({
      store: storage.rules,
      slot,
      notifier,
      onChange: () => {
        ruleEngine.stateChanged();
        this.#touch('rules');
      },
    });
    notifier.onDeliveryChange(() => this.#touch('rules'));
    this.#snapshots = {
      connection: () => slot.snapshot,
      tree: () => summarizeTree(slot.current?.view),
      node: () => slot.current?.view.openNode.snapshot ?? null,
      changes: () => slot.current?.view.log.summary ?? { seen: 0, kept: 0 },
      timelines: () => timelines.list(),
      watches: () => slot.current?.view.watches.list() ?? [],
      rules: () => rules.list(),
      progress: () => progress.list(),
    };
    this.session = new SessionCalls(slot, storage);
    this.tree = new TreeCalls(slot);
    this.node = new NodeCalls(slot, progress);
    this.drafts = new DraftCalls(slot, storage, clock);
    this.changes = new ChangeCalls({
      slot,
      timelines,
      files,
      progress,
      clock,
      onChange: () => this.#touch('changes'),
    });
    this.watches = new WatchCalls(slot);
    this.rules = rules;
  }

  /** Calls the listener with every topic whose value is another one now, once for what happens at one moment. */
  onTopic(listener: (update: TopicUpdate) => void): Disposable {
    return this.#topics.on(listener);
  }

  /** @returns the present value of a topic. */
  snapshot<Name extends WorkspaceTopic>(topic: Name): Topics[Name] {
    return this.#snapshots[topic]();
  }

  /** Ends the session and writes what is not yet on disk. Resolves when both are done. Idempotent. */
  async dispose(): Promise<void> {
    this.#ruleEngine.dispose();
    await Promise.all([this.#slot.close(), this.#storage.flush()]);
  }

  #touch(topic: WorkspaceTopic): void {
    if (this.#changed.size === 0) {
      queueMicrotask(() => {
        const topics = [...this.#changed];
        this.#changed.clear();
        for (const each of topics) this.#topics.emit(this.#updateOf(each));
      });
    }
    this.#changed.add(topic);
  }

  #updateOf(topic: WorkspaceTopic): TopicUpdate {
    // The compiler cannot see that the two belong together.
    return { topic, value: this.snapshot(topic) } as TopicUpdate;
  }
}

/** Asks the system's clock anew each time, so that it may be another one by then. */
function systemClock(): number {
  return Date.now();
}
