import type { WatchScope } from '../../../shared/model/change.ts';
import type { Disposable } from '../../lifecycle.ts';
import { describeLack } from '../capabilities.ts';
import { ZooKeeperError } from '../errors.ts';
import type { WatchEvent, ReadSession } from '../port.ts';
import { defaultLiveLimits, type LiveLimits } from './live-limits.ts';
import { LiveWatch } from './live-watch.ts';
import { ReadChecks } from './read-checks.ts';
import { wishOf } from './scope.ts';
import { SharedReads } from './shared-reads.ts';
import type { WatchRegistry } from './watch-registry.ts';

export interface LiveModelOptions {
  /** The session in use now; another one after an expiry. */
  readonly session: () => ReadSession;
  /** Where server watches are held. Others may hold some in it too. */
  readonly registry: WatchRegistry;
  /** One that nobody sets: it shows what came before what. Milliseconds. */
  readonly steadyClock: () => number;
  readonly limits?: Partial<LiveLimits>;
}

export interface WatchOptions {
  /** Whether events carry data; true when absent. Without it, only stats are read. */
  readonly withData?: boolean;
  /** Whether it begins paused: nothing is read or reported then before `unpause`. */
  readonly isPaused?: boolean;
  /** Whether nothing is read or reported before `remember`. */
  readonly awaitsMemory?: boolean;
}

/**
 * Live watches on parts of the tree, over one connection. What happens to the connection must be reported to it, and
 * every event of the session, in order.
 */
export class LiveModel implements Disposable {
  readonly #options: LiveModelOptions;
  readonly #limits: LiveLimits;
  readonly #reads: SharedReads;
  readonly #watches = new Set<LiveWatch>();
  readonly #checks: ReadChecks;

  constructor(options: LiveModelOptions) {
    this.#options = options;
    this.#limits = { ...defaultLiveLimits, ...options.limits };
    this.#reads = new SharedReads(options.session);
    this.#checks = new ReadChecks({
      session: options.session,
      steadyClock: options.steadyClock,
      checkMs: this.#limits.checkMs,
      watches: () => this.#watches,
    });
  }

  /** Server watches held now, and the most that may be. */
  get budget(): { readonly used: number; readonly cap: number; readonly isOff: boolean } {
    const { count, budget, isOff } = this.#options.registry;
    return { used: count, cap: budget, isOff };
  }

  get watches(): readonly LiveWatch[] {
    return [...this.#watches];
  }

  /**
   * Watches a node, its children, or the node and everything below it. The node need not exist.
   * Listeners added before the next turn miss nothing. To be disposed by the caller.
   * @throws ZooKeeperError UNIMPLEMENTED when the server has no watches that report the scope; WATCH_LIMIT when the
   * budget of server watches is used up.
   */
  watch(
    path: string,
    scope: WatchScope,
    { withData = true, isPaused = false, awaitsMemory = false }: WatchOptions = {},
  ): LiveWatch {
    const { session, registry, steadyClock } = this.#options;
    if (!isPaused) this.requireRoom(path, scope);
    const watch = new LiveWatch({
      path,
      scope,
      withData,
      isPaused,
      awaitsMemory,
      limits: this.#limits,
      session,
      registry,
      reads: this.#reads,
      steadyClock,
      refusal: () => this.#checks.refusalOf(path),
      onDispose: () => this.#watches.delete(watch),
    });
    this.#watches.add(watch);
    if (registry.isOff) watch.leave('off');
    watch.start();
    return watch;
  }

  /**
   * To be called after a change to another server, which may be of another release.
   * @throws ZooKeeperError UNIMPLEMENTED when the server has no watches that report the scope: without recursive
   * ones, nothing would report most of what is asked for.
   */
  requireSupport(path: string, scope: WatchScope): void {
    const { session } = this.#options;
    if (wishOf[scope] !== 'subtree' || session().capabilities.supports('addWatch')) return;
    const detail = describeLack('addWatch');
    const failure = { code: 'UNIMPLEMENTED', operation: 'addWatch', path, detail } as const;
    throw new ZooKeeperError({ ...failure, retryable: false });
  }

  /**
   * To be called before a watch that was paused goes on.
   * @throws ZooKeeperError as `watch`.
   */
  requireRoom(path: string, scope: WatchScope): void {
    const { registry } = this.#options;
    this.requireSupport(path, scope);
    if (registry.hasRoom(path, wishOf[scope])) return;
    const detail = `${String(registry.budget)} watches`;
    const failure = { code: 'WATCH_LIMIT', operation: 'watch', path, detail } as const;
    throw new ZooKeeperError({ ...failure, retryable: false });
  }

  /** Takes in an event of the session. */
  handle(event: WatchEvent): void {
    this.#reads.noticeEvent(event.path);
    for (const watch of this.#watches) watch.handle(event);
  }

  /** Takes in that a node was seen to have come or gone, which only a list of children shows of hidden nodes. */
  suggest(kind: 'created' | 'deleted', path: string): void {
    for (const watch of this.#watches) watch.suggest({ kind, path });
  }

  /** The connection is lost: nothing is reported until `resume` or `restart`. */
  lose(): void {
    this.#checks.reset();
    for (const watch of this.#watches) watch.leave('connection');
  }

  /** The same session is back, with its server watches. */
  resume(): void {
    this.#options.registry.resume();
    for (const watch of this.#watches) watch.enter('connection', 'reconnected');
  }

  /** Another session is there, without any server watch. */
  restart(): void {
    this.lose();
    this.#options.registry.restart();
    for (const watch of this.#watches) watch.enter('connection', 'sessionExpired');
  }

  /** Gives all server watches back and holds none until `switchOn`. */
  switchOff(): void {
    this.#checks.reset();
    this.#options.registry.switchOff();
    for (const watch of this.#watches) watch.leave('off');
  }

  switchOn(): void {
    this.#options.registry.switchOn();
    for (const watch of this.#watches) watch.enter('off', 'switchedOff');
  }

  dispose(): void {
    this.#checks.dispose();
    for (const watch of [...this.#watches]) watch.dispose();
  }
}
