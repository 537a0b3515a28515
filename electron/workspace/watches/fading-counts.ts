import type { Disposable } from '../../lifecycle.ts';

/** How often counts of the last minute are reported anew while they fade. */
const fadeMs = 1_000;

/** Counts of the last minute change by the mere passing of time: reports so, for as long as they do. */
export class FadingCounts implements Disposable {
  readonly #isFading: () => boolean;
  readonly #onChange: () => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(isFading: () => boolean, onChange: () => void) {
    this.#isFading = isFading;
    this.#onChange = onChange;
  }

  /** Something was counted. */
  start(): void {
    this.#timer ??= setTimeout(() => this.#fade(), fadeMs).unref();
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #fade(): void {
    this.#timer = null;
    this.#onChange();
    if (this.#isFading()) this.start();
  }
}
