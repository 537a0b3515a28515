import type { BrowserWindow } from 'electron';
import type { StripRequest, StripState } from '../../shared/contract/strip.ts';
import type { TabCommand } from '../../shared/model/tab-command.ts';
import { visibleConnection } from '../../shared/visible-name.ts';
import { LaunchRequest } from '../app/launch-request.ts';
import { DisposableStore } from '../lifecycle.ts';
import { listenToTabKeys } from './tab-keys.ts';
import { TabStrip } from './tab-strip.ts';
import { Tab, type TabHost, type TabServices } from './tab.ts';

/** The height of the tab strip at 100 %, in device-independent pixels; `strip.css` fills it. */
const stripHeight = 34;

export interface AppWindowOptions extends TabServices {
  /** Makes the window itself, hidden; its own contents become the tab strip. */
  readonly createWindow: () => BrowserWindow;
  readonly showWindow: (window: BrowserWindow) => void;
  readonly openWindow: () => void;
  /** The zoom is that of all pages, in every window. */
  readonly onZoom: () => void;
  readonly onFocus: () => void;
  /** The window is being closed, or is: nothing is opened in it any more. May be called more than once. */
  readonly onClosing: () => void;
  /** A tab is being closed; settles when its session has ended. */
  readonly onEnding: (ending: Promise<void>) => void;
}

/**
 * One window: the tab strip, which is the window's own contents, and below it the view of the tab that is shown. The
 * first page is loaded before the strip: a driver takes the contents that it finds first for the page.
 */
export class AppWindow implements TabHost {
  readonly #options: AppWindowOptions;
  /** `--read-only` holds for every tab of the window. */
  readonly isReadOnly: boolean;
  readonly #owned = new DisposableStore();
  #window: BrowserWindow | null = null;
  #strip: TabStrip | null = null;
  #tabs: readonly Tab[];
  #shown: Tab;
  #isClosed = false;

  /** @param launch what its first tab is to open */
  constructor(options: AppWindowOptions, launch: LaunchRequest) {
    this.#options = options;
    this.isReadOnly = launch.readOnly;
    this.#shown = new Tab(options, this, launch);
    this.#tabs = [this.#shown];
  }

  /** Null before it is opened and once it is closed. */
  get window(): BrowserWindow | null {
    return this.#window;
  }

  get tabs(): readonly Tab[] {
    return this.#tabs;
  }

  get shown(): Tab {
    return this.#shown;
  }

  /** Loads the first page and the strip. Resolves when the window is shown. */
  async open(): Promise<void> {
    const first = this.#shown;
    const strip = this.#make();
    let stripLoaded: Promise<void> | undefined;
    const loadStrip = () => (stripLoaded ??= strip.load());
    first.view.webContents.once('did-navigate', () => void loadStrip());
    await first.load();
    // Also without a page, if it cannot be loaded: then the strip closes the tab.
    await loadStrip();
    // By its only tab, or by the system.
    if (this.#isClosed) return;
    if (this.#window) this.#options.showWindow(this.#window);
    this.#shown.focus();
  }

  /** Opens a tab at the end and shows it. */
  openTab(launch = new LaunchRequest({ readOnly: this.isReadOnly })): void {
    if (this.#isClosed) return;
    const tab = new Tab(this.#options, this, launch);
    this.#tabs = [...this.#tabs, tab];
    this.#window?.contentView.addChildView(tab.view);
    this.show(tab);
    void tab.load();
  }

  tabChanged(): void {
    this.#update();
  }

  zoomChanged(): void {
    this.#options.onZoom();
  }

  /** Shows a tab in place of the one that is shown; the keyboard goes into its page. */
  show(tab: Tab): void {
    this.#shown = tab;
    this.layOut();
    // First the new one, so that there is no moment without any.
    tab.view.setVisible(true);
    for (const other of this.#tabs) if (other !== tab) other.view.setVisible(false);
    // Before the window is shown, there is nothing to take the focus from.
    if (this.#window?.isVisible()) tab.focus();
    this.#update();
  }

  /** Closes a tab, also one whose page hangs, and with the last one the window. */
  closeTab(tab: Tab): void {
    const place = this.#tabs.indexOf(tab);
    if (place === -1 || this.#isClosed) return;
    const others = this.#tabs.filter((other) => other !== tab);
    const next = others[Math.min(place, others.length - 1)];
    if (next === undefined) {
      if (this.#window) this.#window.close();
      else this.#close();
      return;
    }
    this.#tabs = others;
    if (tab === this.#shown) this.show(next);
    this.#window?.contentView.removeChildView(tab.view);
    this.#options.onEnding(tab.close());
    this.#update();
  }

  /**
   * Carries out what a key, the menu or a page wants of the tabs.
   * @param tab the one that it comes from
   */
  run(command: TabCommand, tab = this.#shown): void {
    if (this.#isClosed) return;
    this.#strip?.revive();
    const place = this.#tabs.indexOf(this.#shown);
    switch (command.kind) {
      case 'newTab':
        this.openTab();
        break;
      case 'newWindow':
        this.#options.openWindow();
        break;
      case 'closeTab':
        this.closeTab(tab);
        break;
      case 'step':
        this.#showAt((place + command.by + this.#tabs.length) % this.#tabs.length);
        break;
      case 'showAt':
        this.#showAt(command.place === 8 ? this.#tabs.length - 1 : command.place);
        break;
      case 'toStrip':
        this.#strip?.focus();
        break;
    }
  }

  /** Brings the window up, if it is there; one that opens comes up by itself. */
  raise(): void {
    const window = this.#window;
    if (!window) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  }

  /** Gives strip and page their places; to be called when the zoom, which strip and pages share, is another one. */
  layOut(): void {
    const window = this.#window;
    if (!window) return;
    const { width, height } = window.contentView.getBounds();
    const top = Math.round(stripHeight * this.#shown.zoomFactor);
    this.#shown.view.setBounds({ x: 0, y: top, width, height: Math.max(0, height - top) });
  }

  #showAt(place: number): void {
    const tab = this.#tabs[place];
    if (tab && tab !== this.#shown) this.show(tab);
  }

  #act(action: StripRequest): void {
    switch (action.kind) {
      case 'open':
        this.openTab();
        break;
      case 'leave':
        this.#shown.focus();
        break;
      case 'show':
      case 'close': {
        const tab = this.#tabs.find(({ id }) => id === action.id);
        // One that has just been closed in another way.
        if (!tab) return;
        if (action.kind === 'show') this.show(tab);
        else this.closeTab(tab);
      }
    }
  }

  #update(): void {
    const window = this.#window;
    if (!window) return;
    const { name } = this.#shown.state;
    window.setTitle(name === null ? 'Treekeeper' : `Treekeeper — ${visibleConnection(name)}`);
    this.#strip?.update();
  }

  /** Makes the window around the tabs, with a strip that is still empty. */
  #make(): TabStrip {
    const { createWindow, app, onFocus, onClosing } = this.#options;
    const window = createWindow();
    this.#window = window;
    const strip = new TabStrip(window.webContents, {
      ...this.#options,
      state: () => this.#stripState(),
      act: (action) => this.#act(action),
    });
    this.#strip = this.#owned.add(strip);
    this.#owned.add(
      app.onTopic(({ topic }) => {
        if (topic === 'settings') this.#update();
      }),
    );
    listenToTabKeys(window.webContents, (command) => this.run(command));
    window.webContents.on('zoom-changed', (_event, direction) => this.#shown.zoom(direction));
    // Of the content, not of the window: a menu bar takes its part of it later.
    window.contentView.on('bounds-changed', () => this.layOut());
    window.on('focus', () => {
      onFocus();
      strip.revive();
      this.#shown.focus();
    });
    // What its documents do last comes in between.
    window.once('close', onClosing);
    window.once('closed', () => this.#close());
    for (const { view } of this.#tabs) window.contentView.addChildView(view);
    this.show(this.#shown);
    return strip;
  }

  #stripState(): StripState {
    const { settings, language } = this.#options.app.snapshot('settings');
    return {
      tabs: this.#tabs.map((tab) => tab.state),
      shownId: this.#shown.id,
      language,
      theme: settings.theme,
    };
  }

  #close(): void {
    this.#isClosed = true;
    this.#window = null;
    this.#strip = null;
    this.#owned.dispose();
    for (const tab of this.#tabs) this.#options.onEnding(tab.close());
    this.#options.onClosing();
  }
}
