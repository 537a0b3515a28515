import { clipboard, dialog, type BrowserWindow } from 'electron';
import type { StorageProblemNotice } from '../../shared/contract/topics.ts';
import type { Settings, Startup } from '../../shared/model/application.ts';
import type { ConnectionSnapshot } from '../../shared/model/connection.ts';
import { createHandlers } from '../ipc/handlers/handlers.ts';
import type { LaunchRequest } from '../ipc/handlers/launch-request.ts';
import { Publisher } from '../ipc/publisher.ts';
import { Router } from '../ipc/router.ts';
import { DisposableStore } from '../lifecycle.ts';
import type { Storage } from '../storage/storage.ts';
import type { Notice } from '../workspace/rules/notice.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { sendTopic, type IpcTransport } from './ipc-transport.ts';
import type { Log } from './log.ts';
import { menuLabels } from './menu-labels.ts';
import { openExternal } from './open-external.ts';
import type { Page } from './page.ts';
import { RendererCrashes } from './renderer-crashes.ts';
import { isTrustedSender, type Sender } from './sender.ts';
import { nextZoomFactor, type ZoomChange } from './zoom.ts';

export interface WindowSessionOptions {
  readonly window: BrowserWindow;
  /** The one page this window shows; its origin is the only one listened to. */
  readonly page: Page;
  readonly workspace: Workspace;
  readonly storage: Storage;
  readonly transport: IpcTransport;
  readonly log: Log;
  readonly launch: LaunchRequest;
  readonly version: string;
  readonly resolveLanguage: (settings: Settings) => Startup['language'];
  readonly applySettings: (settings: Settings) => void;
}

/** One window with its workspace: they are tied together here, and end together. */
export class WindowSession {
  /** Settles when the window is closed, the session with the server ended and everything written. */
  readonly ended: Promise<void>;
  readonly #options: WindowSessionOptions;
  readonly #router: Router<Sender>;
  readonly #publisher: Publisher;
  readonly #owned = new DisposableStore();
  readonly #crashes = new RendererCrashes();

  constructor(options: WindowSessionOptions) {
    this.#options = options;
    const { window, page, workspace, storage, transport, log } = options;
    const contents = window.webContents;
    const { id } = contents;
    this.#router = new Router({
      handlers: createHandlers(workspace, storage, {
        version: options.version,
        platform: knownPlatform(),
        launch: options.launch,
        resolveLanguage: options.resolveLanguage,
        applySettings: options.applySettings,
        openExternal,
        writeClipboard: (text) => clipboard.writeText(text),
        zoom: (change) => this.#zoom(change),
      }),
      isTrusted: (sender) => isTrustedSender(sender, id, page.origin),
      reportBug: (error, where) => log.incident(error, where),
    });
    this.#publisher = new Publisher({
      send: (topic, value) => {
        sendTopic(contents, topic, value);
      },
      snapshot: (topic) => workspace.snapshot(topic),
    });
    this.#owned.add(this.#router);
    this.#owned.add(this.#publisher);
    this.#owned.add(
      transport.connect(contents, { router: this.#router, publisher: this.#publisher }),
    );
    this.#owned.add(
      workspace.onTopic((update) => {
        if (update.topic === 'connection') this.#updateTitle(update.value);
        this.#publisher.changed(update.topic);
      }),
    );
    this.#listenToPage();
    this.ended = new Promise((resolve, reject) => {
      window.once('closed', () => {
        this.#owned.dispose();
        void workspace.dispose().then(resolve, reject);
      });
    });
    void this.#load();
  }

  /** Has the page carry out a command of its registry. */
  runCommand(id: string): void {
    this.#publisher.event('menu', { id });
  }

  /** A notification was clicked: brings the window up, with the znode that it is about if that can be shown. */
  answerNotice(notice: Notice): void {
    const { window, workspace } = this.#options;
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (notice.kind !== 'change') return;
    const connection = workspace.snapshot('connection');
    if (connection?.settings.connectString !== notice.connectString) return;
    this.#publisher.event('openNode', { path: notice.change.path });
  }

  /** Tells the user of a bug that was survived. */
  reportIncident(id: string): void {
    this.#publisher.event('incident', { id });
  }

  /** Tells the user of a file that cannot be written. */
  reportStorageProblem(problem: StorageProblemNotice): void {
    this.#publisher.event('storageProblem', problem);
  }

  #listenToPage(): void {
    const contents = this.#options.window.webContents;
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#forgetPage();
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#forgetPage();
      if (reason === 'clean-exit') return;
      this.#options.log.error(`The page's process is gone: ${reason}, exit code ${exitCode}.`);
      // Electron does not bear a reload from within this event.
      setImmediate(() => void this.#recover());
    });
    // Ctrl and the wheel.
    contents.on('zoom-changed', (_event, direction) => this.#zoom(direction));
  }

  /** The page that made these calls and subscriptions is gone; the next one makes its own. */
  #forgetPage(): void {
    this.#router.cancelAll();
    this.#publisher.reset();
  }

  async #recover(): Promise<void> {
    const { window, storage, resolveLanguage } = this.#options;
    if (window.isDestroyed()) return;
    if (this.#crashes.next(Date.now()) === 'reload') return this.#load();
    const label = menuLabels[resolveLanguage(storage.settings.get())];
    const { response } = await dialog.showMessageBox({
      type: 'error',
      message: label.crashTitle,
      detail: label.crashDetail,
      buttons: [label.crashReload, label.crashClose],
      cancelId: 1,
    });
    if (window.isDestroyed()) return;
    if (response === 0) return this.#load();
    window.destroy();
  }

  async #load(): Promise<void> {
    const { window, page, log } = this.#options;
    try {
      await window.loadURL(page.url);
    } catch (error) {
      // Closing a window while it loads is no failure.
      if (!window.isDestroyed()) log.incident(error, 'loading the page');
    }
  }

  #updateTitle(connection: ConnectionSnapshot | null): void {
    const name = connection?.settings.connectString;
    this.#options.window.setTitle(name === undefined ? 'Treekeeper' : `Treekeeper — ${name}`);
  }

  #zoom(change: ZoomChange): number {
    const contents = this.#options.window.webContents;
    const factor = nextZoomFactor(contents.zoomFactor, change);
    contents.setZoomFactor(factor);
    return factor;
  }
}

/** Electron runs on these three; anything else would be a Unix, and like Linux. */
function knownPlatform(): Startup['platform'] {
  const { platform } = process;
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
