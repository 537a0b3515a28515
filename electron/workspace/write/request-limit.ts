import { usualRequestLimitBytes, type RequestLimit } from '../../../shared/model/request-size.ts';
import { ZooKeeperError } from '../../zookeeper/errors.ts';

/** A request of fewer bytes is so common that nobody would set a server to refuse it. */
const suspiciousBytes = 65_536;
/** How a connection ends that the server closes; `undefined` when it does so with all good manners. */
const hangUps: ReadonlySet<string | undefined> = new Set([undefined, 'ECONNRESET', 'EPIPE']);

/**
 * Learns how large a request the servers of a connection take. ZooKeeper does not say: it closes the connection at
 * the length of a frame that is too long, without reading the rest. So nothing is refused here before that was seen,
 * and what was seen is reported with the sizes.
 */
export class LearntLimit {
  readonly #chrootBytes: number;
  readonly #onChange: () => void;
  #refusedBytes: number | null = null;

  /** @param onChange another size is known to be refused. */
  constructor(chroot: string, onChange: () => void = () => undefined) {
    this.#chrootBytes = Buffer.byteLength(chroot);
    this.#onChange = onChange;
  }

  get snapshot(): RequestLimit {
    return {
      bytes: this.#refusedBytes ?? usualRequestLimitBytes,
      isLearnt: this.#refusedBytes !== null,
      chrootBytes: this.#chrootBytes,
    };
  }

  get chrootBytes(): number {
    return this.#chrootBytes;
  }

  /**
   * Sends a request, unless one that was no larger was seen to be refused.
   * @param bytes of the request, as the server counts them
   * @throws ZooKeeperError TOO_LARGE when the server closed the connection at it, or would
   */
  async during<Result>(
    { operation, path, bytes }: { operation: string; path: string; bytes: number },
    send: () => Promise<Result>,
  ): Promise<Result> {
    if (this.#refusedBytes !== null && bytes >= this.#refusedBytes) {
      const sizes = { requestBytes: bytes, limitBytes: this.#refusedBytes };
      throw new ZooKeeperError({ code: 'TOO_LARGE', operation, path, retryable: false, ...sizes });
    }
    try {
      return await send();
    } catch (error) {
      throw this.#explain(error, path, bytes);
    }
  }

  #explain(error: unknown, path: string, bytes: number): unknown {
    if (!(error instanceof ZooKeeperError) || bytes < suspiciousBytes) return error;
    const { failure } = error;
    const isCut = failure.code === 'CONNECTION_LOST' && hangUps.has(failure.detail);
    if (!isCut || !failure.maybeDone) return error;
    const sized = { ...failure, path: failure.path ?? path, requestBytes: bytes };
    if (bytes <= usualRequestLimitBytes) return new ZooKeeperError(sized, { cause: error });
    this.#refusedBytes = Math.min(bytes, this.#refusedBytes ?? bytes);
    this.#onChange();
    return new ZooKeeperError({ ...sized, code: 'TOO_LARGE', retryable: false }, { cause: error });
  }
}
