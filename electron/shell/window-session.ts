import { dialog, type BrowserWindow } from 'electron';
import { formatTarget } from '../../shared/connect-string.ts';
import type { StorageProblemNotice } from '../../shared/contract/topics.ts';
import type { Startup } from '../../shared/model/application.ts';
import type { ConnectionSnapshot } from '../../shared/model/connection.ts';
import type { App } from '../app/app.ts';
import type { LaunchRequest } from '../app/launch-request.ts';
import { Page } from '../app/page.ts';
import type { Notice } from '../app/rules/notice.ts';
import { DisposableStore } from '../lifecycle.ts';
import { createFileDialogs } from './file-dialogs.ts';
import { sendTopic, type IpcTransport } from './ipc-transport.ts';
import type { Log } from './log.ts';
import { menuLabels } from './menu-labels.ts';
import type { PageAddress } from './page-address.ts';
import { RendererCrashes } from './renderer-crashes.ts';
import { isTrustedSender, type Sender } from './sender.ts';
import { nextZoomFactor, type ZoomChange } from './zoom.ts';

export interface WindowSessionOptions {
  readonly window: BrowserWindow;
  /** The one page this window shows; its origin is the only one listened to. */
  readonly address: PageAddress;
  readonly app: App;
  readonly transport: IpcTransport;
  readonly log: Log;
  readonly launch: LaunchRequest;
  readonly version: string;
}

/** One window with its workspace: they are tied together here, and end together. */
export class WindowSession {
  /** Settles when the window is closed, the session with the server ended and everything written. */
  readonly ended: Promise<void>;
  readonly #options: WindowSessionOptions;
  readonly #page: Page<Sender>;
  readonly #owned = new DisposableStore();
  readonly #crashes = new RendererCrashes();

  constructor(options: WindowSessionOptions) {
    this.#options = options;
    const { window, address, app, launch, transport, log, version } = options;
    const contents = window.webContents;
    const { id } = contents;
    const page = new Page<Sender>({
      app,
      launch,
      files: createFileDialogs(window),
      services: { version, platform: knownPlatform(), zoom: (change) => this.#zoom(change) },
      send: (topic, value) => {
        sendTopic(contents, topic, value);
      },
      isTrusted: (sender) => isTrustedSender(sender, id, address.origin),
      reportBug: (error, where) => log.incident(error, where),
    });
    this.#page = page;
    this.#owned.add(transport.connect(contents, page));
    this.#owned.add(
      page.workspace.onTopic((update) => {
        if (update.topic === 'connection') this.#updateTitle(update.value);
      }),
    );
    this.#listenToPage();
    this.ended = new Promise((resolve, reject) => {
      window.once('closed', () => {
        this.#owned.dispose();
        void page.dispose().then(resolve, reject);
      });
    });
    void this.#load();
  }

  /** Has the page carry out a command of its registry. */
  runCommand(id: string): void {
    this.#page.publisher.event('menu', { id });
  }

  /** A notification was clicked: brings the window up, with the znode that it is about if that can be shown. */
  answerNotice(notice: Notice): void {
    const { window } = this.#options;
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
    if (notice.kind !== 'change') return;
    const connection = this.#page.workspace.snapshot('connection');
    if (!connection || formatTarget(connection.profile.target) !== notice.connectString) return;
    this.#page.publisher.event('openNode', { path: notice.change.path });
  }

  /** Tells the user of a bug that was survived. */
  reportIncident(id: string): void {
    this.#page.publisher.event('incident', { id });
  }

  /** Tells the user of a file that cannot be written. */
  reportStorageProblem(problem: StorageProblemNotice): void {
    this.#page.publisher.event('storageProblem', problem);
  }

  #listenToPage(): void {
    const contents = this.#options.window.webContents;
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#page.forgetCaller();
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#page.forgetCaller();
      if (reason === 'clean-exit') return;
      this.#options.log.error(`The page's process is gone: ${reason}, exit code ${exitCode}.`);
      // Electron does not bear a reload from within this event.
      setImmediate(() => void this.#recover());
    });
    // Ctrl and the wheel.
    contents.on('zoom-changed', (_event, direction) => this.#zoom(direction));
  }

  async #recover(): Promise<void> {
    const { window, app } = this.#options;
    if (window.isDestroyed()) return;
    if (this.#crashes.next(Date.now()) === 'reload') return this.#load();
    const label = menuLabels[app.snapshot('settings').language];
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
    const { window, address, log } = this.#options;
    try {
      await window.loadURL(address.url);
    } catch (error) {
      // Closing a window while it loads is no failure.
      if (!window.isDestroyed()) log.incident(error, 'loading the page');
    }
  }

  #updateTitle(connection: ConnectionSnapshot | null): void {
    const name = connection && formatTarget(connection.profile.target);
    this.#options.window.setTitle(name === null ? 'Treekeeper' : `Treekeeper — ${name}`);
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
