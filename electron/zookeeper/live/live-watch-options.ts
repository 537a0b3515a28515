import type { WatchScope } from '../../../shared/model/change.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { ReadSession } from '../port.ts';
import type { LiveLimits } from './live-limits.ts';
import type { SharedReads } from './shared-reads.ts';
import type { WatchRegistry } from './watch-registry.ts';

export interface LiveWatchOptions {
  readonly path: string;
  readonly scope: WatchScope;
  /** Whether events carry the data of the nodes, or only their stat. */
  readonly withData: boolean;
  /** Whether it begins paused, without a server watch. */
  readonly isPaused: boolean;
  /** Whether it waits for `remember` before it reads or reports anything. */
  readonly awaitsMemory: boolean;
  readonly limits: LiveLimits;
  readonly session: () => ReadSession;
  readonly registry: WatchRegistry;
  readonly reads: SharedReads;
  readonly steadyClock: () => number;
  /** Why its node may not be read; null as long as it may. */
  readonly refusal: () => Failure | null;
  readonly onDispose: () => void;
}
