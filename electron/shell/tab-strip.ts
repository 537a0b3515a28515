import { isDeepStrictEqual } from 'node:util';
import type { WebContents } from 'electron';
import type { StripAction, StripRequest, StripState } from '../../shared/contract/strip.ts';
import type { Disposable } from '../lifecycle.ts';
import type { IpcTransport } from './ipc-transport.ts';
import type { Log } from './log.ts';
import type { PageAddress } from './page-address.ts';
import { RendererCrashes } from './renderer-crashes.ts';
import { focusStrip, listenToStrip, sendStripState } from './strip-transport.ts';

export interface TabStripOptions {
  readonly address: PageAddress;
  readonly transport: IpcTransport;
  readonly log: Log;
  /** What the strip shows now. */
  readonly state: () => StripState;
  /** Does what the strip asks for. */
  readonly act: (action: StripRequest) => void;
  /** Milliseconds since the epoch. */
  readonly clock?: () => number;
}

/** The tab strip of a window as the main process knows it: what it was sent, and that it comes back after a crash. */
export class TabStrip implements Disposable {
  readonly #contents: WebContents;
  readonly #options: TabStripOptions;
  readonly #crashes = new RendererCrashes();
  readonly #listening: Disposable;
  readonly #clock: () => number;
  /** Its process is gone and is not loaded again by itself. */
  #isGivenUp = false;
  #isDisposed = false;
  /** What the strip's document was sent last; `null` before that, `undefined` while there is none that listens. */
  #sent: StripState | null | undefined;

  /** @param contents the window's own */
  constructor(contents: WebContents, options: TabStripOptions) {
    this.#contents = contents;
    this.#options = options;
    const { address, transport, log, clock = Date.now } = options;
    this.#clock = clock;
    const listener = listenToStrip(contents, address.origin, log, (action) => this.#take(action));
    this.#listening = transport.connectStrip(contents, listener);
    contents.on('render-process-gone', (_event, { reason }) => {
      this.#sent = undefined;
      if (reason === 'clean-exit' || this.#isDisposed) return;
      log.error(`The process of a tab strip is gone: ${reason}.`);
      // Never in a circle: until the user turns to it again, the tabs are used by their keys.
      this.#isGivenUp = this.#crashes.next(clock()) === 'ask';
      // Electron does not bear a reload from within this event.
      if (!this.#isGivenUp) setImmediate(() => void this.load());
    });
  }

  /** Resolves when the strip is loaded, or has failed to, which is logged. */
  async load(): Promise<void> {
    const { address, log } = this.#options;
    if (this.#isDisposed || this.#contents.isDestroyed()) return;
    try {
      await this.#contents.loadURL(address.stripUrl);
    } catch (error) {
      if (!this.#contents.isDestroyed()) log.incident(error, 'loading the tab strip');
    }
  }

  /** To be called when something that the strip shows may be another. */
  update(): void {
    if (this.#sent === undefined) return;
    const state = this.#options.state();
    // A connection changes far more often than what the strip shows of it.
    if (isDeepStrictEqual(state, this.#sent)) return;
    this.#sent = state;
    sendStripState(this.#contents, state);
  }

  /**
   * To be called when the user turns to the window or its tabs: a strip that was given up is loaded again, unless it
   * has crashed just now.
   */
  revive(): void {
    if (!this.#isGivenUp || !this.#crashes.isOver(this.#clock())) return;
    this.#isGivenUp = false;
    void this.load();
  }

  /** Brings the keyboard into the strip, if it is there. */
  focus(): void {
    if (this.#sent !== undefined) focusStrip(this.#contents);
  }

  /** The window is gone. */
  dispose(): void {
    this.#isDisposed = true;
    this.#listening.dispose();
  }

  #take(action: StripAction): void {
    if (action.kind !== 'ready') return this.#options.act(action);
    this.#sent = null;
    this.update();
  }
}
