import type { AclEntry } from '../../../shared/model/acl.ts';
import type { NodeValue, WriteBase } from '../../../shared/model/node.ts';
import { createRequestBytes, setDataRequestBytes } from '../../../shared/model/request-size.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { ancestorsOf } from '../../../shared/znode-path.ts';
import { Emitter, type Disposable } from '../../lifecycle.ts';
import { isFailure, ZooKeeperError } from '../../zookeeper/errors.ts';
import type {
  CallOptions,
  CreateRequest,
  MultiOperation,
  MultiResult,
  ZooKeeperSession,
} from '../../zookeeper/port.ts';
import { checkBase } from './base-check.ts';
import { refuseProtected } from './protected-nodes.ts';
import type { LearntLimit } from './request-limit.ts';
import type { WriteRecord } from './write-record.ts';

export interface WriterOptions {
  /** The session in use now; another one after an expiry. */
  readonly session: () => ZooKeeperSession;
  /** Of the connection; empty for none. */
  readonly chroot: string;
  /** Nothing is written, and every write fails with READ_ONLY_LOCK before anything is sent. */
  readonly isReadOnly: boolean;
  readonly limit: LearntLimit;
  /** What was read of a node in the present session, where it is at hand. */
  readonly known: (path: string) => NodeValue | null;
  /** Shows what was changed at a path; the write resolves when it is shown. */
  readonly show: (path: string) => Promise<void>;
}

/** A value to be saved. */
export interface Save {
  readonly path: string;
  readonly data: Uint8Array | null;
  /** What it was typed over. */
  readonly base: WriteBase;
}

/**
 * The one way to write to ZooKeeper. Everybody else is given sessions that can only be read from (`ReadSession`), so
 * that the guards here (the read-only lock, protected nodes, sizes, the base of a save) hold for whatever writes, and
 * each write is recorded once.
 */
export class Writer {
  readonly #options: WriterOptions;
  readonly #written = new Emitter<WriteRecord>();

  constructor(options: WriterOptions) {
    this.#options = options;
  }

  /** Calls the listener with every write that the server has acknowledged, in their order, before it is shown. */
  onWritten(listener: (record: WriteRecord) => void): Disposable {
    return this.#written.on(listener);
  }

  /**
   * Sets the data of a node that still holds what the new value was typed over.
   * @returns the node's stat after it.
   * @throws ZooKeeperError BAD_VERSION when it holds something else; NO_NODE; TOO_LARGE; as `checkBase` and the server.
   */
  async save({ path, data, base }: Save): Promise<Stat> {
    this.refuseLocked('setData', path);
    if (base.version < 0) throw invalid('setData', path, 'a save is never unconditional');
    const session = this.#options.session();
    const bytes = this.#sizeOf(setDataRequestBytes, path, data);
    const stat = await this.#options.limit.during(
      { operation: 'setData', path, bytes },
      async () => {
        const before = await checkBase({ session, path, base, known: this.#options.known(path) });
        const after = await session.setData(path, data, base.version);
        this.#written.emit({ kind: 'saved', path, before, data, stat: after });
        return after;
      },
    );
    await this.#options.show(path);
    return stat;
  }

  /**
   * Creates a node. Missing parents, where asked for, are created as persistent nodes without data.
   * @returns its path as the server gave it, and its stat where the server sends it.
   * @throws ZooKeeperError PROTECTED_NODE; as the server refuses, for example NO_NODE without the parents.
   */
  async create(
    request: CreateRequest,
    createParents = false,
  ): Promise<{ path: string; stat: Stat | null }> {
    this.refuseLocked('create', request.path);
    refuseProtected('create', request.path, this.#options.chroot);
    const session = this.#options.session();
    const created = await this.#createWithParents(session, request, createParents);
    await this.#options.show(created.path);
    return created;
  }

  /**
   * Deletes one node without children.
   * @param version the only one that is deleted; -1 for any.
   * @throws ZooKeeperError PROTECTED_NODE; as the server refuses.
   */
  async delete(path: string, version: number, options?: CallOptions): Promise<void> {
    this.refuseDelete(path);
    const known = this.#options.known(path);
    await this.#options.session().delete(path, version, options);
    const before = known?.stat.version === version ? known : null;
    this.#written.emit({ kind: 'deleted', path, before });
    await this.#options.show(path);
  }

  /** @returns how many bytes a path takes in a request, with the chroot's. */
  pathBytes(path: string): number {
    return this.#options.limit.chrootBytes + Buffer.byteLength(path);
  }

  /** @throws ZooKeeperError READ_ONLY_LOCK where nothing may be written. */
  refuseLocked(operation: string, path?: string): void {
    if (!this.#options.isReadOnly) return;
    throw new ZooKeeperError({
      code: 'READ_ONLY_LOCK',
      operation,
      ...(path !== undefined && { path }),
      retryable: false,
    });
  }

  /** @throws ZooKeeperError when a node may never be deleted, which is known before anything is counted. */
  refuseDelete(path: string): void {
    this.refuseLocked('delete', path);
    refuseProtected('delete', path, this.#options.chroot);
  }

  /**
   * Sets the ACL of a node whose ACL still has this version.
   * @returns the node's stat after it.
   */
  async setAcl(path: string, acl: readonly AclEntry[], aversion: number): Promise<Stat> {
    this.refuseLocked('setAcl', path);
    const stat = await this.#options.session().setAcl(path, acl, aversion);
    this.#written.emit({ kind: 'aclSet', path, acl, stat });
    await this.#options.show(path);
    return stat;
  }

  /**
   * Does all operations or none. The caller keeps a transaction below the server's limit, for example by `batchesOf`.
   * What it changed is not shown one by one: who does many shows the whole in the end.
   * @throws MultiError as `ZooKeeperSession.multi`; PROTECTED_NODE.
   */
  async multi(
    operations: readonly MultiOperation[],
    options?: CallOptions,
  ): Promise<MultiResult[]> {
    for (const { kind, path } of operations) {
      if (kind !== 'check') this.refuseLocked('multi', path);
      if (kind === 'create' || kind === 'delete') {
        refuseProtected(kind, path, this.#options.chroot);
      }
    }
    const results = await this.#options.session().multi(operations, options);
    this.#written.emit({ kind: 'committed', operations, results });
    return results;
  }

  async #createWithParents(
    session: ZooKeeperSession,
    request: CreateRequest,
    createParents: boolean,
  ): Promise<{ path: string; stat: Stat | null }> {
    try {
      return await this.#createOne(session, request);
    } catch (error) {
      if (!createParents || !isFailure(error, 'NO_NODE')) throw error;
    }
    for (const parent of ancestorsOf(request.path).slice(1)) {
      await this.#createUnlessThere(session, parent);
    }
    return this.#createOne(session, request);
  }

  async #createUnlessThere(session: ZooKeeperSession, path: string): Promise<void> {
    // An existing node may be below one that allows no creation, so it is not enough to try.
    if (await session.exists(path)) return;
    try {
      await this.#createOne(session, { path, data: null, mode: 'persistent' });
    } catch (error) {
      if (!isFailure(error, 'NODE_EXISTS')) throw error;
    }
  }

  async #createOne(
    session: ZooKeeperSession,
    request: CreateRequest,
  ): Promise<{ path: string; stat: Stat | null }> {
    const { path } = request;
    const bytes = this.#sizeOf(createRequestBytes, path, request.data);
    const created = await this.#options.limit.during({ operation: 'create', path, bytes }, () =>
      session.create(request),
    );
    this.#written.emit({ kind: 'created', request, ...created });
    return created;
  }

  #sizeOf(count: typeof setDataRequestBytes, path: string, data: Uint8Array | null): number {
    return count(Buffer.byteLength(path), data?.length ?? 0, this.#options.limit.chrootBytes);
  }
}

function invalid(operation: string, path: string, detail: string): ZooKeeperError {
  return new ZooKeeperError({ code: 'INVALID_INPUT', operation, path, retryable: false, detail });
}
