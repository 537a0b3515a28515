import type { BrowserWindow } from 'electron';
import type { LaunchOptions } from '../../shared/command-line.ts';
import type { StorageProblemNotice } from '../../shared/contract/topics.ts';
import { LaunchRequest, openingOf } from '../app/launch-request.ts';
import type { Notice } from '../app/rules/notice.ts';
import { AppWindow, type AppWindowOptions } from './app-window.ts';
import type { DeveloperAction } from './menu-table.ts';
import type { SecondStart } from './second-start.ts';
import type { Tab } from './tab.ts';

type Launch = Pick<LaunchOptions, 'connect' | 'path' | 'readOnly'>;

export interface AppWindowsOptions extends Omit<
  AppWindowOptions,
  'createWindow' | 'openWindow' | 'onZoom' | 'onFocus' | 'onClosing' | 'onEnding'
> {
  /** `--read-only` of the first start, which nothing lifts until the application ends. */
  readonly isReadOnly: boolean;
  /** Starts the application again, as it was asked for, when it has ended. */
  readonly startAgain: (start: SecondStart) => void;
  /** @param beside the window that the new one stands beside; null for the first one */
  readonly createWindow: (beside: BrowserWindow | null) => BrowserWindow;
}

/** The windows of the application, and what is to reach the right one of them. */
export class AppWindows {
  readonly #options: AppWindowsOptions;
  /** Those that are not being closed; the one that had the focus last comes last. */
  #windows: readonly AppWindow[] = [];
  readonly #endings = new Set<Promise<void>>();
  #isEnding = false;

  constructor(options: AppWindowsOptions) {
    this.#options = options;
  }

  /** The window that has, or had last, the focus. */
  get current(): AppWindow | undefined {
    return this.#windows.at(-1);
  }

  /**
   * Opens a window with one tab, unless the application ends. Resolves when it is shown.
   * @param launch what that tab is to open; its `readOnly` holds for every tab of the window
   */
  async open(launch: Launch = { readOnly: false }): Promise<void> {
    if (this.#isEnding) return;
    const opened: AppWindow = new AppWindow(
      {
        ...this.#options,
        createWindow: () => {
          const others = this.#windows.filter((other) => other.window);
          return this.#options.createWindow(others.at(-1)?.window ?? null);
        },
        openWindow: () => void this.open({ readOnly: opened.isReadOnly }),
        onZoom: () => {
          for (const window of this.#windows) window.layOut();
        },
        onFocus: () => {
          const others = this.#windows.filter((other) => other !== opened);
          if (others.length < this.#windows.length) this.#windows = [...others, opened];
        },
        onClosing: () => {
          this.#windows = this.#windows.filter((other) => other !== opened);
        },
        onEnding: (ending) => this.#keep(ending),
      },
      this.#request(launch),
    );
    this.#windows = [...this.#windows, opened];
    await opened.open();
  }

  /** The application ends: nothing is opened any more. */
  refuse(): void {
    this.#isEnding = true;
  }

  /** Resolves when the sessions of all tabs that were closed have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#endings);
  }

  /**
   * A second start handed over what it was asked for: a tab in the current one of the windows that are read-only, or
   * are not, as it is to be; a window where there is none; or the current window itself. What comes while the
   * application ends is started again after that.
   */
  takeOver(start: SecondStart): void {
    if (this.#isEnding) {
      this.#options.startAgain(start);
      return;
    }
    const request = this.#request(start);
    const { readOnly } = request;
    const asksForSomething =
      start.connect !== undefined || start.path !== undefined || start.readOnly;
    const window = asksForSomething
      ? [...this.#windows].reverse().find(({ isReadOnly }) => isReadOnly === readOnly)
      : this.current;
    if (!window) {
      void this.open(start);
      return;
    }
    if (asksForSomething) window.openTab(request);
    window.raise();
  }

  /** A notification was clicked: brings up the page that shows its connection, with the znode that it is about. */
  answerNotice(notice: Notice): void {
    if (notice.kind !== 'change') return this.current?.raise();
    const { connectString, change } = notice;
    const isIts = (tab: Tab) => tab.connectString === connectString;
    for (const window of [...this.#windows].reverse()) {
      // Of several, one that is in sight already.
      const tab = isIts(window.shown) ? window.shown : window.tabs.find(isIts);
      if (!tab) continue;
      window.raise();
      window.show(tab);
      tab.publisher.event('openNode', { path: change.path });
      return;
    }
    this.current?.raise();
  }

  /** Reports a bug that was survived, in the pages that are in sight. */
  reportIncident(id: string): void {
    for (const { shown } of this.#windows) shown.publisher.event('incident', { id });
  }

  /** Reports a file that cannot be written, in the pages that are in sight. */
  reportStorageProblem(problem: StorageProblemNotice): void {
    for (const { shown } of this.#windows) shown.publisher.event('storageProblem', problem);
  }

  /** Reloads the page in sight, or opens its developer tools. */
  develop(action: DeveloperAction): void {
    const contents = this.current?.shown.view.webContents;
    if (action === 'reload') contents?.reload();
    else contents?.toggleDevTools();
  }

  /** Has the page in sight carry out a command of its registry. */
  runCommand(id: string): void {
    this.current?.shown.publisher.event('menu', { id });
  }

  #request(launch: Launch): LaunchRequest {
    const readOnly = this.#options.isReadOnly || launch.readOnly;
    return new LaunchRequest(openingOf({ ...launch, readOnly }));
  }

  #keep(ending: Promise<void>): void {
    const settled = ending
      .catch((error: unknown) => {
        this.#options.log.incident(error, 'the end of a page');
      })
      .finally(() => this.#endings.delete(settled));
    this.#endings.add(settled);
  }
}
