import { type ApplicationTopic } from '../../shared/contract/scopes.ts';
import type { Topics } from '../../shared/contract/topics.ts';
import type { Settings, SettingsSnapshot } from '../../shared/model/application.ts';
import type { ApplicationHandlers } from '../ipc/handlers.ts';
import type { Disposable } from '../lifecycle.ts';
import { createSteadyClock } from '../steady-clock.ts';
import type { Storage } from '../storage/storage.ts';
import { TopicSource, type UpdateOf } from '../topic-source.ts';
import { Timelines } from '../workspace/changes/timelines.ts';
import type { FileChooser } from '../workspace/file-chooser.ts';
import { Tasks } from '../tasks/tasks.ts';
import { Dialer } from '../workspace/connection/dialer.ts';
import type { AskToWrite } from '../workspace/calls/session-calls.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { SessionFactory } from '../zookeeper/port.ts';
import { AppCalls, type AppServices } from './calls/app-calls.ts';
import { ConnectionCalls } from './calls/connection-calls.ts';
import { RuleCalls } from './calls/rule-calls.ts';
import type { Notifier } from './rules/notice.ts';
import { RuleEngine } from './rules/rule-engine.ts';

export interface AppOptions {
  readonly sessions: SessionFactory;
  readonly storage: Storage;
  readonly notifier: Notifier;
  readonly services: AppServices;
  /** Records a bug that nobody waits for. @returns the incident id under which the log holds it. */
  readonly reportBug: (error: unknown, where: string) => string;
  /** Resolved from the command line, the settings and the system, in this order. */
  readonly resolveLanguage: (settings: Settings) => SettingsSnapshot['language'];
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
  /** For durations, and for what came before what: see `createSteadyClock`. */
  readonly steadyClock?: () => number;
}

/** What a workspace takes over from the page that it is opened for. */
export interface WorkspaceOpening {
  /** Refuses every write, whatever a connection's profile says. */
  readonly isReadOnly?: boolean;
  /** Asks the user over that page; without it nothing is allowed. */
  readonly askToWrite?: AskToWrite;
}

/**
 * What the process has once and all pages share: what is kept from one start to the next, the rules with their
 * notifications, and the timelines of connections that have ended. It is given what only the shell can do.
 */
export class App {
  /** The calls that mean the same from every page. */
  readonly calls: ApplicationHandlers;
  readonly tasks: Tasks;
  readonly #options: AppOptions;
  readonly #clock: () => number;
  readonly #steadyClock: () => number;
  readonly #timelines: Timelines;
  readonly #ruleEngine: RuleEngine;
  readonly #topics: TopicSource<ApplicationTopic>;
  readonly #dialer: Dialer;
  readonly #workspaces = new Set<Workspace>();

  constructor(options: AppOptions) {
    this.#options = options;
    const { storage, notifier, services, resolveLanguage } = options;
    const { clock = systemClock, steadyClock = createSteadyClock() } = options;
    this.#clock = clock;
    this.#steadyClock = steadyClock;
    this.#dialer = new Dialer(options.sessions, storage.secrets);
    this.tasks = new Tasks({
      dialer: this.#dialer,
      store: storage.tasks,
      clock,
      steadyClock,
      reportBug: options.reportBug,
    });
    this.#timelines = new Timelines(() => this.#topics.touch('timelines'));
    this.#ruleEngine = new RuleEngine({
      state: () => ({ rules: storage.rules.list(), settings: storage.rules.settings }),
      clock,
      steadyClock,
      show: (notice) => notifier.show(notice),
    });
    const rules = new RuleCalls({
      store: storage.rules,
      notifier,
      onChange: () => {
        this.#ruleEngine.stateChanged();
        for (const workspace of this.#workspaces) workspace.rulesChanged();
        this.#topics.touch('rules');
      },
    });
    notifier.onDeliveryChange(() => this.#topics.touch('rules'));
    this.calls = {
      app: new AppCalls(storage.settings, services, () => this.#topics.touch('settings')),
      connections: new ConnectionCalls(storage.profiles, () =>
        this.#topics.touch('recentConnections'),
      ),
      rules,
    };
    this.#topics = new TopicSource<ApplicationTopic>({
      settings: () => {
        const settings = storage.settings.get();
        return { settings, language: resolveLanguage(settings) };
      },
      recentConnections: () => storage.profiles.recents(),
      rules: () => rules.list(),
      timelines: () => this.#timelines.list(),
    });
  }

  /** Calls the listener with every topic of the application whose value is another one now. */
  onTopic(listener: (update: UpdateOf<ApplicationTopic>) => void): Disposable {
    return this.#topics.on(listener);
  }

  /** @returns the present value of a topic of the application. */
  snapshot<Name extends ApplicationTopic>(topic: Name): Topics[Name] {
    return this.#topics.snapshot(topic);
  }

  /**
   * @param files asks the user over that page
   * @returns a workspace for one page, until `closeWorkspace`
   */
  openWorkspace(
    files: FileChooser,
    { isReadOnly = false, askToWrite = refuseToWrite }: WorkspaceOpening = {},
  ): Workspace {
    const { storage } = this.#options;
    const workspace = new Workspace({
      dialer: this.#dialer,
      tasks: this.tasks,
      storage,
      files,
      timelines: this.#timelines,
      isReadOnly,
      askToWrite,
      clock: this.#clock,
      steadyClock: this.#steadyClock,
      rules: () => storage.rules.list(),
      onRecorded: (source, id) => this.#ruleEngine.notice(source, id),
      onConnected: (profile) => {
        storage.writePermissions.connected(profile);
        storage.profiles.remember(profile);
        this.#topics.touch('recentConnections');
      },
    });
    this.#workspaces.add(workspace);
    return workspace;
  }

  /** Ends a page's session, if there is one. Resolves when it has ended. Idempotent. */
  async closeWorkspace(workspace: Workspace): Promise<void> {
    await workspace.dispose();
    this.#workspaces.delete(workspace);
  }

  /**
   * Ends every workspace and writes what is not yet on disk. Resolves when both are done. Idempotent.
   * @throws the first bug that kept something from its end; everything else has ended and is written all the same
   */
  async dispose(): Promise<void> {
    this.#ruleEngine.dispose();
    const outcomes = [
      ...(await Promise.allSettled([this.tasks.dispose()])),
      ...(await Promise.allSettled(
        [...this.#workspaces].map((workspace) => this.closeWorkspace(workspace)),
      )),
    ];
    await this.#options.storage.flush();
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  }
}

const refuseToWrite: AskToWrite = () => Promise.resolve(false);

/** Asks the system's clock anew each time, so that it may be another one by then. */
function systemClock(): number {
  return Date.now();
}
