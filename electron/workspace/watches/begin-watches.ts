import type { Recollection } from './recall.ts';

/** What of a watch is needed to let it begin. */
export interface BeginningWatch {
  readonly isPaused: boolean;
  readonly recollection: Recollection | null;
  /** @param at until when it was watched, by the steady clock */
  readonly begin: (at: number) => void;
}

/**
 * Lets watches report that wait for what was known when they were last kept. All of those that nobody keeps now ended
 * together, with the application or their page: the last that any of them knows is until when all were watched. One
 * that another page keeps is watched until now, which says nothing of the others.
 * @param onKnown is called, before any of them, until when those were watched that nobody keeps
 */
export function beginWatches(
  watches: readonly BeginningWatch[],
  onKnown: (at: number) => void,
): void {
  const left = watches.flatMap(({ isPaused, recollection }) =>
    recollection && !isPaused && !recollection.isKeptElsewhere ? [recollection] : [],
  );
  const leftAt = Math.max(...left.map(({ at }) => at));
  if (left.some(({ nodes }) => nodes)) onKnown(leftAt);
  for (const watch of watches) {
    const { isPaused, recollection } = watch;
    const hasOwnTime = isPaused || recollection?.isKeptElsewhere === true;
    watch.begin(hasOwnTime ? (recollection?.at ?? 0) : leftAt);
  }
}
