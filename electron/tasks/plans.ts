import { randomUUID } from 'node:crypto';
import type { ConnectionProfile } from '../../shared/model/connection.ts';
import type { PlannedTask, TaskKindName, TaskSnapshot } from '../../shared/model/task.ts';
import type { Dialer } from '../workspace/connection/dialer.ts';
import { cancelled } from '../zookeeper/errors.ts';
import { withBulkSession } from '../zookeeper/walk/bulk-session.ts';
import { kinds } from './kinds.ts';
import type { PlanContext } from './task-kind.ts';
import { connectionNameOf } from './connection-name.ts';

/** A plan that is made within this time is shown to who asked for it, and nowhere else: nothing flickers. */
const quietMs = 1_000;
/** A page that is gone leaves its plans behind. */
const mostPlanned = 100;

/** A task that was confirmed. */
export interface TaskRequest {
  readonly kind: TaskKindName;
  readonly path: string;
  readonly plan: unknown;
  readonly total: number;
}

export interface PlansOptions {
  readonly dialer: Pick<Dialer, 'connect'>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The plans that are being made are other ones, or stand otherwise. */
  readonly onChange: () => void;
}

/** A plan that is being made. */
interface Making {
  readonly snapshot: TaskSnapshot;
  readonly abort: AbortController;
  done: number;
  isShown: boolean;
}

/** What is looked at before it is confirmed: the plans that are being made, and those that wait for their answer. */
export class Plans {
  readonly #options: PlansOptions;
  /** The oldest first. */
  readonly #making = new Map<string, Making>();
  /** Those that are made and not confirmed, with the connection they are of; the oldest first. */
  readonly #made = new Map<
    string,
    { readonly connection: string; readonly request: TaskRequest }
  >();

  constructor(options: PlansOptions) {
    this.#options = options;
  }

  /** @returns those that are being made and have taken a while, the oldest first. */
  list(): readonly TaskSnapshot[] {
    return [...this.#making.values()]
      .filter(({ isShown }) => isShown)
      .map(({ snapshot, done }) => ({ ...snapshot, done }));
  }

  /**
   * Makes a plan, and holds it until it is taken or forgotten, or too many others were made since.
   * @throws ZooKeeperError as the kind's `plan`, and CANCELLED when it was cancelled from here
   */
  async make<Kind extends TaskKindName>(
    profile: ConnectionProfile,
    { kind, path }: { readonly kind: Kind; readonly path: string },
    context: Omit<PlanContext, 'withOwnSession'>,
  ): Promise<PlannedTask<Kind>> {
    const id = randomUUID();
    const making = this.#begin(id, profile, kind, path);
    const signal = AbortSignal.any([context.signal, making.abort.signal]);
    const timer = setTimeout(() => {
      making.isShown = true;
      this.#options.onChange();
    }, quietMs);
    try {
      const { plan, total, shown } = await kinds[kind].plan(path, {
        session: context.session,
        signal,
        report: (done) => {
          context.report(done);
          making.done = done;
          if (making.isShown) this.#options.onChange();
        },
        withOwnSession: (work) =>
          withBulkSession((options) => this.#options.dialer.connect(profile, options), work, {
            signal,
          }),
      });
      signal.throwIfAborted();
      this.#hold(id, profile.id, { kind, path, plan, total });
      return { id, kind, shown };
    } finally {
      clearTimeout(timer);
      this.#making.delete(id);
      if (making.isShown) this.#options.onChange();
    }
  }

  /** @returns what was planned on this connection, once; null when there is no such plan any more. */
  take(connection: string, id: string): TaskRequest | null {
    const made = this.#made.get(id);
    this.#made.delete(id);
    return made?.connection === connection ? made.request : null;
  }

  /** Ends the making of a plan. @returns whether it was being made. */
  cancel(id: string): boolean {
    const making = this.#making.get(id);
    making?.abort.abort(cancelled('tasks.plan', making.snapshot.path));
    return making !== undefined;
  }

  /** A plan is not to be confirmed. */
  forget(id: string): void {
    this.#made.delete(id);
  }

  #begin(id: string, profile: ConnectionProfile, kind: TaskKindName, path: string): Making {
    const making: Making = {
      snapshot: {
        id,
        kind,
        connection: profile.id,
        connectionName: connectionNameOf(profile),
        path,
        state: 'planning',
        isUnconfirmed: true,
        done: 0,
        total: 0,
        ratePerSecond: 0,
        startedAt: this.#options.clock(),
      },
      abort: new AbortController(),
      done: 0,
      isShown: false,
    };
    this.#making.set(id, making);
    return making;
  }

  #hold(id: string, connection: string, request: TaskRequest): void {
    this.#made.set(id, { connection, request });
    const [oldest] = this.#made.keys();
    if (this.#made.size > mostPlanned && oldest !== undefined) this.#made.delete(oldest);
  }
}
