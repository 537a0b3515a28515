export interface HeartbeatOptions {
  /** The session timeout that the server granted, milliseconds. */
  readonly sessionTimeoutMs: number;
  readonly ping: () => void;
  /** Nothing was received for two thirds of the session timeout. */
  readonly onSilence: () => void;
}

/**
 * Keeps a session alive and notices a peer that has gone silent, as `ClientCnxn.SendThread` does: a ping when nothing
 * was *sent* for a third of the session timeout (a server that sends us many events does not count as us being alive),
 * and the end when nothing was *received* for two thirds, which leaves a third to find another server.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #lastSent = performance.now();
  #lastReceived = this.#lastSent;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#schedule();
  }

  sent(): void {
    this.#lastSent = performance.now();
  }

  received(): void {
    this.#lastReceived = performance.now();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  get #pingAt(): number {
    return this.#lastSent + this.#options.sessionTimeoutMs / 3;
  }

  get #silentAt(): number {
    return this.#lastReceived + (this.#options.sessionTimeoutMs * 2) / 3;
  }

  #schedule(): void {
    if (this.#stopped) return;
    const waitMs = Math.min(this.#pingAt, this.#silentAt) - performance.now();
    this.#timer = setTimeout(
      () => {
        this.#check();
      },
      Math.max(5, waitMs),
    );
  }

  #check(): void {
    const now = performance.now();
    if (now >= this.#pingAt) this.#options.ping();
    if (now < this.#silentAt) {
      this.#schedule();
      return;
    }
    // When this process itself was held up, answers may wait in the socket: they are read before this runs.
    setImmediate(() => {
      if (this.#stopped) return;
      if (performance.now() >= this.#silentAt) this.#options.onSilence();
      else this.#schedule();
    });
  }
}
