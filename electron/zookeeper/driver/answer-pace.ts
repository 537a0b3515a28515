export interface AnswerPaceLimits {
  /** Milliseconds in which there has to be an answer, or a part of one that is long enough. */
  readonly windowMs: number;
  /** What has to come of an answer in each window, in bytes. */
  readonly minBytes: number;
}

/**
 * 4 KiB a second, averaged over half a minute: a level of a million children over a modem passes, a server that sends a
 * little now and then so that nobody hangs up does not.
 */
const defaultAnswerPace: AnswerPaceLimits = { windowMs: 30_000, minBytes: 120 * 1_024 };

export interface AnswerPaceOptions extends Partial<AnswerPaceLimits> {
  /** Whether a request waits for its answer. */
  readonly isWaiting: () => boolean;
  /** Nothing was answered in a whole window, and so many bytes came of the answer that is due. */
  readonly onStall: (receivedBytes: number) => void;
}

/**
 * Notices requests that wait for an answer which never ends. Answers to pings are signs of life of a server, and bytes
 * are those of a network; neither is the answer that was asked for. Answers come in the order of the requests, so that
 * one that stalls holds up all the others.
 */
export class AnswerPace {
  readonly #limits: AnswerPaceLimits;
  readonly #isWaiting: () => boolean;
  readonly #onStall: (receivedBytes: number) => void;
  #timer: NodeJS.Timeout | undefined;
  #answers = 0;
  #bytes = 0;
  #stopped = false;

  constructor({ isWaiting, onStall, ...limits }: AnswerPaceOptions) {
    this.#limits = { ...defaultAnswerPace, ...limits };
    this.#isWaiting = isWaiting;
    this.#onStall = onStall;
  }

  /** A request was sent. Costs nothing while another one waits. */
  asked(): void {
    if (this.#timer === undefined && !this.#stopped) this.#startWindow();
  }

  answered(): void {
    this.#answers += 1;
  }

  /** So many bytes came that may be part of an answer. */
  received(bytes: number): void {
    this.#bytes += bytes;
  }

  /** So many of them were something else: an event, or the answer to a ping. */
  receivedOther(bytes: number): void {
    this.#bytes = Math.max(0, this.#bytes - bytes);
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #startWindow(): void {
    this.#answers = 0;
    this.#bytes = 0;
    this.#timer = setTimeout(() => {
      // When this process itself was held up, answers may wait in the socket: they are read before this runs.
      setImmediate(() => {
        this.#endWindow();
      });
    }, this.#limits.windowMs);
  }

  #endWindow(): void {
    this.#timer = undefined;
    if (this.#stopped || !this.#isWaiting()) return;
    if (this.#answers > 0 || this.#bytes >= this.#limits.minBytes) this.#startWindow();
    else this.#onStall(this.#bytes);
  }
}
