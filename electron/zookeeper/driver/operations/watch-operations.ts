import { serverCodes } from '../../error-codes.ts';
import type { WatchEvent, WatchMode } from '../../port.ts';
import type { Chroot } from '../chroot.ts';
import type { JuteReader } from '../wire/jute-reader.ts';
import type { Operation } from './operation.ts';
import { opCodes } from '../wire/protocol.ts';

/**
 * Persistent watches. One-shot watches are never mixed with them: on a path that has a persistent watch, a one-shot
 * data watch of the same session replaces its mode, and events are lost (ZOOKEEPER-4466).
 */

const watchModes: Readonly<Record<WatchMode, number>> = { persistent: 0, recursive: 1 };

/** `Watcher.WatcherType.Any`: before 3.9 a server knows no type for persistent watches alone. */
const anyWatcher = 3;

export function addWatch(path: string, mode: WatchMode): Operation<void> {
  return {
    name: 'addWatch',
    opCode: opCodes.addWatch,
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).int32(watchModes[mode]),
    read: () => undefined,
  };
}

/** Asks whether the server holds a watch of this session on a path. */
export function checkWatch(path: string): Operation<boolean> {
  return {
    name: 'checkWatch',
    opCode: opCodes.checkWatches,
    needs: 'checkWatches',
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).int32(anyWatcher),
    read: () => true,
    recover: (serverCode) => (serverCode === serverCodes.noWatcher ? { result: false } : undefined),
  };
}

/** @param onRemoved called while the answer is read, before anything that follows it. */
export function removeWatch(path: string, onRemoved: () => void): Operation<void> {
  return {
    name: 'removeWatch',
    opCode: opCodes.removeWatches,
    needs: 'removeWatches',
    path,
    isWrite: false,
    write: (writer, chroot) => writer.string(chroot.toServer(path)).int32(anyWatcher),
    read: onRemoved,
    recover(serverCode) {
      // It is not there any more, which is what was asked for.
      if (serverCode !== serverCodes.noWatcher) return undefined;
      onRemoved();
      return { result: undefined };
    },
  };
}

/** Watches to set again after a reconnect, in one request. */
export interface WatchPiece {
  readonly persistent: readonly string[];
  readonly recursive: readonly string[];
}

/** @param zxid the last zxid seen, 8 bytes; it matters to one-shot watches only. */
export function setWatches(zxid: Uint8Array, piece: WatchPiece): Operation<void> {
  const none: readonly string[] = [];
  return {
    name: 'setWatches',
    opCode: opCodes.setWatches2,
    isWrite: false,
    write(writer, chroot) {
      const toServer = (path: string) => chroot.toServer(path);
      writer.raw(zxid).strings(none).strings(none).strings(none);
      writer.strings(piece.persistent.map(toServer)).strings(piece.recursive.map(toServer));
    },
    read: () => undefined,
  };
}

/** Watches that each report one event, on the node's data, its creation, or its children. */
export interface OneShotPiece {
  readonly data?: readonly string[];
  readonly existence?: readonly string[];
  readonly children?: readonly string[];
}

/**
 * Sets one-shot watches without reading anything. The server answers at once with an event for a node that is, or is
 * not, there against what the kind of watch supposes. For a server without persistent watches only.
 */
export function setOneShotWatches(piece: OneShotPiece): Operation<void> {
  const { data = [], existence = [], children = [] } = piece;
  return {
    name: 'setWatches',
    opCode: opCodes.setWatches,
    isWrite: false,
    write(writer, chroot) {
      // As of the end of time: what has changed before is no event.
      writer.int64(2n ** 63n - 1n);
      for (const paths of [data, existence, children]) {
        writer.strings(paths.map((path) => chroot.toServer(path)));
      }
    },
    read: () => undefined,
  };
}

/** `Watcher.Event.EventType`. */
const eventKinds: ReadonlyMap<number, WatchEvent['kind']> = new Map([
  [1, 'created'],
  [2, 'deleted'],
  [3, 'dataChanged'],
  [4, 'childrenChanged'],
]);

/** @returns null for an event of another kind than those of znodes. */
export function readWatchEvent(reader: JuteReader, chroot: Chroot): WatchEvent | null {
  const kind = eventKinds.get(reader.int32());
  // The state of the session as the server sees it; it is connected, or nothing would arrive.
  reader.int32();
  const path = reader.string();
  return kind ? { kind, path: chroot.toClient(path) } : null;
}
