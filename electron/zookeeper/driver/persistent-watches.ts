import type { WatchMode } from '../port.ts';
import type { WatchPiece } from './operations/watch-operations.ts';

/** A request with more paths would come near the server's limit (`jute.maxbuffer`) and be refused for ever. */
const maxPieceBytes = 128 * 1_024;

/** The persistent watches that the server holds for this session, to be set again on every new connection. */
export class PersistentWatches {
  readonly #modes = new Map<string, WatchMode>();

  get(path: string): WatchMode | undefined {
    return this.#modes.get(path);
  }

  set(path: string, mode: WatchMode): void {
    this.#modes.set(path, mode);
  }

  delete(path: string): void {
    this.#modes.delete(path);
  }

  /**
   * @param chrootBytes length of the prefix that every path gets.
   * @returns all watches, in pieces that each fit one request.
   */
  toPieces(chrootBytes = 0): WatchPiece[] {
    const pieces: { persistent: string[]; recursive: string[] }[] = [];
    let room = 0;
    for (const [path, mode] of this.#modes) {
      const cost = 4 + chrootBytes + Buffer.byteLength(path);
      if (cost > room || pieces.length === 0) {
        pieces.push({ persistent: [], recursive: [] });
        room = maxPieceBytes;
      }
      room -= cost;
      pieces.at(-1)?.[mode].push(path);
    }
    return pieces;
  }
}
