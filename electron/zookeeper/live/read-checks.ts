import type { Failure } from '../../../shared/model/failure.ts';
import { isBelow } from '../../../shared/znode-path.ts';
import type { Disposable } from '../../lifecycle.ts';
import type { ReadSession } from '../port.ts';
import type { LiveWatch } from './live-watch.ts';
import { ReadCheck } from './read-check.ts';
import { isInScope } from './scope.ts';

export interface ReadChecksOptions {
  readonly session: () => ReadSession;
  readonly steadyClock: () => number;
  readonly checkMs: number;
  readonly watches: () => Iterable<LiveWatch>;
}

/**
 * Looks at the watched nodes again and again: no event reports an ACL, nor what happens to a node that the session
 * may not read. Every watch that has such a node in its scope is informed of the same, so that they stay alike.
 */
export class ReadChecks implements Disposable {
  readonly #options: ReadChecksOptions;
  readonly #timer: NodeJS.Timeout;
  #checks = new Map<string, ReadCheck>();

  constructor(options: ReadChecksOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#run(), options.checkMs).unref();
  }

  /** @returns why a watched node may not be read; null as long as it may, or is not there. */
  refusalOf(path: string): Failure | null {
    return this.#checks.get(path)?.refusal ?? null;
  }

  /** Nothing is reported any more: what is there is looked at anew afterwards. */
  reset(): void {
    this.#checks = new Map();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.reset();
  }

  #run(): void {
    const watches = [...this.#options.watches()];
    const watched = new Set(watches.map(({ path }) => path));
    for (const path of this.#checks.keys()) if (!watched.has(path)) this.#checks.delete(path);
    const live = watches.filter(({ state }) => state === 'live');
    for (const path of new Set(live.map(({ path }) => path))) {
      const check = this.#checks.get(path) ?? this.#create(path);
      this.#checks.set(path, check);
      check.run();
    }
  }

  #create(path: string): ReadCheck {
    const { session, steadyClock, watches } = this.#options;
    const ofPath = () => [...watches()].filter((watch) => watch.path === path);
    const check: ReadCheck = new ReadCheck({
      path,
      session,
      steadyClock,
      isWanted: () => this.#checks.get(path) === check && ofPath().length > 0,
      onStat: (stat) => {
        for (const watch of watches()) watch.look(path, stat);
      },
      onRefusalChange: () => {
        for (const watch of ofPath()) watch.noticeRefusal();
      },
      onReadable: (since) => {
        const concerned = [...watches()].filter(
          (watch) => watch.path !== path && concerns(watch, path),
        );
        for (const watch of [...ofPath(), ...concerned]) watch.revisit(path, since);
      },
    });
    return check;
  }
}

/** @returns whether a watch may have missed what happened to a node or its children. */
function concerns(watch: LiveWatch, path: string): boolean {
  return isInScope(watch, path) || isBelow(watch.path, path);
}
