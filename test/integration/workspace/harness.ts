import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import type { App, WorkspaceOpening } from '../../../electron/app/app.ts';
import type { Keychain } from '../../../electron/storage/keychain.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { AskToWrite } from '../../../electron/workspace/calls/session-calls.ts';
import type { CallContext } from '../../../electron/workspace/domain-calls.ts';
import type { TopicUpdate, Workspace } from '../../../electron/workspace/workspace.ts';
import type { SessionFactory } from '../../../electron/zookeeper/port.ts';
import { isChangeKind, type Change, type ChangeKind } from '../../../shared/model/change.ts';
import type { ConnectionSettings } from '../../../shared/model/connection.ts';
import { ZooKeeperError } from '../../../electron/zookeeper/errors.ts';
import type { Tasks } from '../../../electron/tasks/tasks.ts';
import type { DeletePlan } from '../../../shared/model/node.ts';
import type { TaskSnapshot } from '../../../shared/model/task.ts';
import type { TreeRow } from '../../../shared/model/tree.ts';
import { chosenFiles } from '../../fixtures/chosen-files.ts';
import { testSettings } from '../../fixtures/session.ts';
import { createTestApp } from '../../fixtures/test-app.ts';

interface TestApp {
  readonly app: App;
  readonly storage: Storage;
  readonly folder: string;
}

/** A tab, with what a test asks of it: the workspace of its page, or of the page that took that one's place. */
export class TestWorkspace {
  /** Of all its pages. */
  readonly updates: TopicUpdate[] = [];
  /** The application that it belongs to. */
  readonly app: App;
  readonly storage: Storage;
  readonly folder: string;
  readonly #opening: WorkspaceOpening;
  #workspace: Workspace;
  #callCount = 0;

  constructor({ app, storage, folder }: TestApp, opening: WorkspaceOpening = {}) {
    this.app = app;
    this.storage = storage;
    this.folder = folder;
    this.#opening = opening;
    this.#workspace = this.#openPage();
  }

  /** Of the page that is there now. */
  get workspace(): Workspace {
    return this.#workspace;
  }

  #openPage(): Workspace {
    const workspace = this.app.openWorkspace(chosenFiles(), this.#opening);
    workspace.onTopic((update) => this.updates.push(update));
    return workspace;
  }

  /** Ends the page, and with it the connection. Resolves when that has ended; a new page has taken its place. */
  async disconnect(): Promise<void> {
    const ending = this.#workspace;
    this.#workspace = this.#openPage();
    await this.app.closeWorkspace(ending);
  }

  context(signal = new AbortController().signal): CallContext {
    return { signal, callId: `call-${++this.#callCount}` };
  }

  /** Opens a connection: after the end of another one in a page that takes the place of this one. */
  async connect(connectString: string, changes?: Partial<ConnectionSettings>): Promise<void> {
    const settings = testSettings(connectString, changes);
    if (this.workspace.snapshot('connection')) await this.disconnect();
    await this.workspace.session.connect({ settings }, this.context());
    await this.until(() => this.row('/').expansion !== 'loading');
  }

  async expand(...paths: string[]): Promise<void> {
    for (const path of paths) await this.workspace.tree.expand({ path }, this.context());
  }

  rows(from = 0, count = 500): readonly TreeRow[] {
    const window = this.workspace.tree.getWindow({ from, count }, this.context());
    return (window as { rows: readonly TreeRow[] }).rows;
  }

  paths(): string[] {
    return this.rows().map(({ path }) => path);
  }

  row(path: string): TreeRow {
    const row = this.rows().find((each) => each.path === path);
    if (!row) throw new Error(`${path} is not shown`);
    return row;
  }

  /** The changes of znodes among the newest entries, newest first. */
  changes(): readonly Change[] {
    return this.entries().filter(({ kind }) => isChangeKind(kind));
  }

  entries(): readonly Change[] {
    const window = this.workspace.changes.getWindow({ from: 0, count: 500 }, this.context());
    return (window as { rows: readonly Change[] }).rows;
  }

  changesOf(kind: ChangeKind): Change[] {
    return this.changes().filter((change) => change.kind === kind);
  }

  get seen(): number {
    return this.workspace.snapshot('changes').seen;
  }

  /** Waits until something holds, and fails with what it was waiting for. */
  async until(condition: () => boolean, timeout = 10_000): Promise<void> {
    await expect.poll(condition, { timeout, interval: 5 }).toBe(true);
  }

  /** Waits until every row has its stat, so that what happens next is seen live. */
  async untilRowsAreLive(): Promise<void> {
    await this.until(() => this.rows().every(({ stat }) => stat !== undefined));
  }

  get nodeKind(): string | undefined {
    return this.workspace.snapshot('node')?.kind;
  }

  /** The long work of the application. */
  get tasks(): Tasks {
    return this.app.tasks;
  }

  /** Counts what a delete would remove. @returns that, with the id by which it can be confirmed */
  async planDelete(path: string): Promise<DeletePlan & { readonly id: string }> {
    const planned = { kind: 'deleteSubtree', path } as const;
    const { id, shown } = await this.workspace.tasks.plan(planned, this.context());
    return { ...shown, id };
  }

  /** Deletes a subtree that was planned, and waits for the end. @throws why it failed */
  deleteBelow({ id }: { readonly id: string }): Promise<TaskSnapshot> {
    return this.untilEnded(async () => this.workspace.tasks.confirm({ id }, this.context()));
  }

  /** Begins a task, and waits for the end. @throws why it failed */
  async untilEnded(begin: () => Promise<unknown>): Promise<TaskSnapshot> {
    const ended = new Promise<TaskSnapshot>((resolve) => {
      const listening = this.tasks.onEnded(({ value }) => {
        listening.dispose();
        resolve(value);
      });
    });
    await begin();
    const task = await ended;
    if (task.failure) throw new ZooKeeperError(task.failure);
    return task;
  }

  /** The text of the open node. */
  get text(): string | undefined {
    const node = this.workspace.snapshot('node');
    return node?.kind === 'present' ? new TextDecoder().decode(node.data ?? undefined) : undefined;
  }
}

interface OpenOptions {
  /** That of an application that was disposed, as after a restart. */
  readonly folder?: string;
  readonly keychain?: Keychain;
  readonly sessions?: SessionFactory;
  readonly clock?: () => number;
  readonly isReadOnly?: boolean;
  readonly askToWrite?: AskToWrite;
}

/** @returns a function that opens a workspace of an application of its own; all are disposed after each test. */
export function useWorkspaces(): (options?: OpenOptions) => Promise<TestWorkspace> {
  const opened: { app: App; folder: string }[] = [];
  afterEach(async () => {
    const ended = opened.splice(0);
    // Several may share a folder.
    for (const { app } of ended) await app.dispose();
    for (const { folder } of ended) await rm(folder, { recursive: true, force: true });
  });
  return async (options: OpenOptions = {}) => {
    const { folder: given, keychain, sessions, clock, isReadOnly, askToWrite } = options;
    const folder = given ?? (await mkdtemp(join(tmpdir(), 'treekeeper-workspace-')));
    const storage = await Storage.open({ folder, ...(keychain && { keychain }) });
    const app = createTestApp({
      storage,
      ...(sessions && { sessions }),
      ...(clock && { clock }),
    });
    opened.push({ app, folder });
    const opening = {
      ...(isReadOnly !== undefined && { isReadOnly }),
      ...(askToWrite && { askToWrite }),
    };
    return new TestWorkspace({ app, storage, folder }, opening);
  };
}
