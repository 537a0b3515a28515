import { once } from 'node:events';
import { WebContentsView, type BrowserWindow, type WebContents } from 'electron';
import { formatTarget } from '../../shared/connect-string.ts';
import type { TabState } from '../../shared/contract/strip.ts';
import type { Startup } from '../../shared/model/application.ts';
import type { TabCommand } from '../../shared/model/tab-command.ts';
import type { App } from '../app/app.ts';
import { LaunchRequest, type Opening } from '../app/launch-request.ts';
import { Page } from '../app/page.ts';
import { DisposableStore } from '../lifecycle.ts';
import { offerTextMenu } from './application-menu.ts';
import { askAfterCrashes } from './crash-question.ts';
import { createFileDialogs } from './file-dialogs.ts';
import { sendTopic, type IpcTransport } from './ipc-transport.ts';
import type { Log } from './log.ts';
import type { PageAddress } from './page-address.ts';
import { RendererCrashes } from './renderer-crashes.ts';
import { isTrustedSender, type Sender } from './sender.ts';
import { listenToTabKeys } from './tab-keys.ts';
import { pagePreferences } from './web-preferences.ts';
import { askToWrite } from './write-question.ts';
import { nextZoomFactor, type ZoomChange } from './zoom.ts';

/** How long a tab that is closed waits for its page to hand over what was typed last. */
const hungPatienceMs = 1_000;

/** What all tabs of the application need. */
export interface TabServices {
  readonly app: App;
  /** Of the page in every tab; its origin is the only one listened to. */
  readonly address: PageAddress;
  readonly transport: IpcTransport;
  readonly log: Log;
  readonly version: string;
  readonly devTools: boolean;
}

/** The window that a tab is in, as the tab knows it. */
export interface TabHost {
  /** Null before it is opened and once it is closed. */
  readonly window: BrowserWindow | null;
  /** The tab's name, or the state of its connection or page, is another one. */
  tabChanged(): void;
  /** The pages are larger or smaller. */
  zoomChanged(): void;
  /** @param tab the one that it comes from */
  run(command: TabCommand, tab: Tab): void;
  closeTab(tab: Tab): void;
}

/**
 * One tab: a view that shows one page after the other. A page belongs to at most one connection; when that is ended by
 * the user, a new page is loaded into the same view.
 */
export class Tab {
  readonly view: WebContentsView;
  readonly id: number;
  /** Of the view, which loses it when it is gone. */
  readonly #contents: WebContents;
  readonly #services: TabServices;
  readonly #host: TabHost;
  readonly #crashes = new RendererCrashes();
  #page!: Page<Sender>;
  #owned = new DisposableStore();
  /** Resolves when the pages before this one have ended. */
  #before: Promise<void> = Promise.resolve();
  #isHung = false;
  /** Aborted when the tab begins to close. */
  readonly #closing = new AbortController();

  /** @param launch what the first page is to open; its `readOnly` holds for all pages of the tab */
  constructor(services: TabServices, host: TabHost, launch: LaunchRequest) {
    this.#services = services;
    this.#host = host;
    const { app, devTools } = services;
    this.view = new WebContentsView({ webPreferences: pagePreferences(devTools) });
    const contents = this.view.webContents;
    this.#contents = contents;
    this.id = contents.id;
    this.#begin(launch);
    this.#listen();
    listenToTabKeys(contents, (command) => host.run(command, this));
    offerTextMenu(contents, () => app.snapshot('settings').language);
  }

  get state(): TabState {
    const connection = this.#page.workspace.snapshot('connection');
    return {
      id: this.id,
      name: connection && (connection.profile.name || formatTarget(connection.profile.target)),
      session: connection?.state.kind ?? null,
      isHung: this.#isHung,
    };
  }

  /** Of the page's connection; null without one. */
  get connectString(): string | null {
    const connection = this.#page.workspace.snapshot('connection');
    return connection && formatTarget(connection.profile.target);
  }

  /** Sends events that are no topic's value: see `Publisher.event`. */
  get publisher(): Page<Sender>['publisher'] {
    return this.#page.publisher;
  }

  /** Loads the page. Resolves when that is done, or has failed, which is logged. */
  async load(): Promise<void> {
    const { address, log } = this.#services;
    try {
      await this.#contents.loadURL(address.url);
    } catch (error) {
      // Closing a tab while it loads is no failure, and neither is another load in its place.
      if (!this.#isClosed && !isAborted(error)) log.incident(error, 'loading the page');
    }
  }

  focus(): void {
    if (!this.#isClosed && !this.#contents.isDestroyed()) this.#contents.focus();
  }

  /** Of all pages; 1 once the contents of this one are gone. */
  get zoomFactor(): number {
    return this.#contents.isDestroyed() ? 1 : this.#contents.zoomFactor;
  }

  /** Makes all pages larger or smaller. @returns the factor. */
  zoom(change: ZoomChange): number {
    const contents = this.#contents;
    const factor = nextZoomFactor(contents.zoomFactor, change);
    contents.setZoomFactor(factor);
    this.#host.zoomChanged();
    return factor;
  }

  /**
   * Ends the page, which hands over what was typed last, or hangs and is ended without. Resolves when its session has
   * ended.
   */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#closing.abort();
    try {
      await this.#unload();
    } finally {
      this.#owned.dispose();
      await Promise.all([this.#before, this.#page.dispose()]);
    }
  }

  get #isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /** Resolves when the contents are gone. */
  async #unload(): Promise<void> {
    const contents = this.#contents;
    if (contents.isDestroyed()) return;
    const gone = once(contents, 'destroyed');
    contents.close({ waitForBeforeUnload: true });
    const patience = setTimeout(() => contents.close(), hungPatienceMs);
    await gone;
    clearTimeout(patience);
  }

  #begin(launch: LaunchRequest): void {
    const { app, address, transport, log, version } = this.#services;
    const contents = this.#contents;
    const page = new Page<Sender>({
      app,
      launch,
      files: createFileDialogs(() => this.#host.window),
      askToWrite: (connection, signal) =>
        askToWrite({
          connection,
          language: app.snapshot('settings').language,
          window: this.#host.window,
          signal: AbortSignal.any([signal, this.#closing.signal]),
        }),
      before: this.#before,
      services: {
        version,
        platform: knownPlatform(),
        zoom: (change) => this.zoom(change),
        edit: (act) => {
          if (!contents.isDestroyed()) contents[act]();
        },
        runTabCommand: (command) => this.#host.run(command, this),
        // Not from within the call that asks for it: its answer would find nobody.
        renew: (opening) =>
          setImmediate(() => void this.#renew({ ...opening, readOnly: launch.readOnly })),
      },
      send: (topic, value) => {
        sendTopic(contents, topic, value);
      },
      isTrusted: (sender) => isTrustedSender(sender, this.id, address.origin),
      reportBug: (error, where) => log.incident(error, where),
    });
    this.#page = page;
    this.#owned = new DisposableStore();
    this.#owned.add(transport.connect(contents, page));
    this.#owned.add(
      page.workspace.onTopic(({ topic }) => {
        if (topic === 'connection') this.#host.tabChanged();
      }),
    );
  }

  /**
   * The page ends with its connection: a new one is loaded into the same view. The document goes first, and what it
   * hands over on its way reaches its own page, which still has its connection.
   */
  async #renew(opening: Opening): Promise<void> {
    if (this.#isClosed) return;
    const old = this.#page;
    const replace = () => {
      if (this.#page === old) this.#replace(opening);
    };
    // In the moment in which the new document is there, before it can ask for anything.
    this.#contents.once('did-navigate', replace);
    await this.load();
    // Also where nothing could be loaded.
    replace();
  }

  #replace(opening: Opening): void {
    if (this.#isClosed) return;
    const { log } = this.#services;
    this.#owned.dispose();
    const ended = this.#page.dispose().catch((error: unknown) => {
      log.incident(error, 'the end of a page');
    });
    this.#before = Promise.all([this.#before, ended]).then(() => undefined);
    this.#begin(new LaunchRequest(opening));
    this.#host.tabChanged();
  }

  #listen(): void {
    const contents = this.#contents;
    // By the page itself, or by the system.
    contents.once('destroyed', () => this.#host.closeTab(this));
    contents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) this.#page.forgetCaller();
    });
    contents.on('render-process-gone', (_event, { reason, exitCode }) => {
      this.#page.forgetCaller();
      this.#setHung(false);
      if (reason === 'clean-exit' || this.#isClosed) return;
      this.#services.log.error(`A page's process is gone: ${reason}, exit code ${exitCode}.`);
      // Electron does not bear a reload from within this event.
      setImmediate(() => void this.#recover());
    });
    contents.on('unresponsive', () => this.#setHung(true));
    contents.on('responsive', () => this.#setHung(false));
    // Ctrl and the wheel.
    contents.on('zoom-changed', (_event, direction) => this.zoom(direction));
  }

  #setHung(isHung: boolean): void {
    if (this.#isClosed || this.#isHung === isHung) return;
    this.#isHung = isHung;
    this.#host.tabChanged();
  }

  async #recover(): Promise<void> {
    if (this.#isClosed) return;
    if (this.#crashes.next(Date.now()) === 'reload') {
      this.#page.noteCrash('once');
      return this.load();
    }
    const { language } = this.#services.app.snapshot('settings');
    if ((await askAfterCrashes(this.#host.window, language)) === 'reload') {
      this.#page.noteCrash('repeated');
      return this.load();
    }
    this.#host.closeTab(this);
  }
}

function isAborted(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_ABORTED';
}

/** Electron runs on these three; anything else would be a Unix, and like Linux. */
function knownPlatform(): Startup['platform'] {
  const { platform } = process;
  return platform === 'darwin' || platform === 'win32' ? platform : 'linux';
}
