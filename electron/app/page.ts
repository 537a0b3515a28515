import { isApplicationTopic } from '../../shared/contract/scopes.ts';
import type { SnapshotTopicName, Topics } from '../../shared/contract/topics.ts';
import { Publisher, type PublisherOptions } from '../ipc/publisher.ts';
import { Router, type RouterOptions } from '../ipc/router.ts';
import { DisposableStore } from '../lifecycle.ts';
import type { AskToWrite } from '../workspace/calls/session-calls.ts';
import type { FileChooser } from '../workspace/file-chooser.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { App } from './app.ts';
import { PageCalls, type PageServices } from './calls/page-calls.ts';
import { PageSession } from './calls/page-session.ts';
import type { Crash, LaunchRequest } from './launch-request.ts';

export interface PageOptions<Sender> extends Omit<RouterOptions<Sender>, 'handlers'> {
  readonly app: App;
  readonly launch: LaunchRequest;
  readonly services: PageServices;
  readonly files: FileChooser;
  readonly askToWrite: AskToWrite;
  /** Settles when the page before this one in the same view has ended; a connection is opened after it. */
  readonly before?: Promise<void>;
  /** Hands one message to the page. */
  readonly send: PublisherOptions['send'];
}

/** One page as the main process sees it: what it may call, what is published to it, what it shows of a connection. */
export class Page<Sender> {
  readonly router: Router<Sender>;
  readonly publisher: Publisher;
  readonly workspace: Workspace;
  readonly #app: App;
  readonly #launch: LaunchRequest;
  readonly #owned = new DisposableStore();
  #isRenewed = false;

  constructor(options: PageOptions<Sender>) {
    const { app, launch, services, files, askToWrite, before, send, ...router } = options;
    this.#app = app;
    this.#launch = launch;
    const workspace = app.openWorkspace(files, { isReadOnly: launch.readOnly, askToWrite });
    this.workspace = workspace;
    this.router = new Router({
      ...router,
      handlers: {
        ...app.calls,
        page: new PageCalls(services, launch, {
          settings: () => app.snapshot('settings'),
          shownPath: () => workspace.snapshot('node')?.path,
        }),
        session: new PageSession({
          session: workspace.session,
          launch,
          ...(before && { before }),
          renew: (opening) => {
            // Asked for twice, as by a second click, it is the first that counts.
            if (this.#isRenewed) return;
            this.#isRenewed = true;
            services.renew(opening);
          },
        }),
        tree: workspace.tree,
        node: workspace.node,
        drafts: workspace.drafts,
        changes: workspace.changes,
        watches: workspace.watches,
        tasks: workspace.tasks,
      },
    });
    this.publisher = new Publisher({
      send,
      snapshot: <Name extends SnapshotTopicName>(topic: Name): Topics[Name] =>
        // The compiler cannot see that a topic which is not the application's is the page's.
        (isApplicationTopic(topic)
          ? app.snapshot(topic)
          : workspace.snapshot(topic)) as Topics[Name],
    });
    this.#owned.add(this.router);
    this.#owned.add(this.publisher);
    this.#owned.add(app.onTopic(({ topic }) => this.publisher.changed(topic)));
    this.#owned.add(workspace.onTopic(({ topic }) => this.publisher.changed(topic)));
  }

  /** What made these calls and subscriptions is gone, by a reload or a crash; what follows it makes its own. */
  forgetCaller(): void {
    this.#launch.interrupt();
    this.router.cancelAll();
    this.publisher.reset();
  }

  /** The page is loaded again after a crash: it goes on where it was, unless that was not the first one. */
  noteCrash(crash: Crash): void {
    this.#launch.noteCrash(crash);
  }

  /** Ends the session, if there is one. Resolves when it has ended. Idempotent. */
  async dispose(): Promise<void> {
    this.#owned.dispose();
    await this.#app.closeWorkspace(this.workspace);
  }
}
