import { ZooKeeperError } from '../../zookeeper/errors.ts';
import type { MultiOperation, ZooKeeperSession } from '../../zookeeper/port.ts';

/**
 * @returns a session that refuses every write with READ_ONLY_LOCK before anything is sent. It is the one place where
 * the lock is held: whatever is built on a session cannot get around it.
 */
export function lockWrites(session: ZooKeeperSession): ZooKeeperSession {
  return {
    get state() {
      return session.state;
    },
    get lastZxid() {
      return session.lastZxid;
    },
    get capabilities() {
      return session.capabilities;
    },
    onStateChange: (listener) => session.onStateChange(listener),
    onWatchEvent: (listener) => session.onWatchEvent(listener),
    getChildren: (path, options) => session.getChildren(path, options),
    listChildren: (path, options) => session.listChildren(path, options),
    multiRead: (operations, options) => session.multiRead(operations, options),
    getData: (path, options) => session.getData(path, options),
    exists: (path, options) => session.exists(path, options),
    existsMany: (paths, options) => session.existsMany(paths, options),
    getAcl: (path, options) => session.getAcl(path, options),
    sync: (path, options) => session.sync(path, options),
    addWatch: (path, mode, options) => session.addWatch(path, mode, options),
    removeWatch: (path, mode, options) => session.removeWatch(path, mode, options),
    checkWatch: (path, options) => session.checkWatch(path, options),
    getEphemerals: (prefix, options) => session.getEphemerals(prefix, options),
    getAllChildrenNumber: (path, options) => session.getAllChildrenNumber(path, options),
    whoAmI: (options) => session.whoAmI(options),
    getConfig: (options) => session.getConfig(options),
    addAuth: (scheme, credential) => session.addAuth(scheme, credential),
    close: () => session.close(),
    create: ({ path }) => refuse('create', path),
    setData: (path) => refuse('setData', path),
    delete: (path) => refuse('delete', path),
    setAcl: (path) => refuse('setAcl', path),
    reconfig: () => refuse('reconfig'),
    multi: (operations, options) =>
      operations.every(isRead)
        ? session.multi(operations, options)
        : refuse('multi', operations.find((operation) => !isRead(operation))?.path),
  };
}

function isRead({ kind }: MultiOperation): boolean {
  return kind === 'check';
}

function refuse(operation: string, path?: string): Promise<never> {
  return Promise.reject(
    new ZooKeeperError({
      code: 'READ_ONLY_LOCK',
      operation,
      ...(path !== undefined && { path }),
      retryable: false,
    }),
  );
}
