import type { ChangesQuery } from '../../../shared/model/change.ts';
import type { ChangesStatistics } from '../../../shared/model/timeline.ts';
import { call, isCancelled } from '../../bridge/client.ts';
import type { ChangesModel } from './changes-model.ts';

/** What is counted, and how. */
export interface Counting {
  readonly queryOf: (model: ChangesModel) => ChangesQuery;
  /** Parts of the histogram. */
  readonly buckets: number;
  readonly topPaths: number;
}

/** For the chart. */
export const overTime: Counting = {
  queryOf: (model) => model.chartQuery(),
  buckets: 120,
  topPaths: 0,
};

/** By path and by kind. */
export const byPath: Counting = { queryOf: (model) => model.query(), buckets: 1, topPaths: 12 };

/** What new changes do to the counts is asked for no more often than this. */
const restMs = 1_000;
/** Where there was nothing to count, which is quickly done, and stands beside rows as soon as there are some. */
const shortRestMs = 100;

/**
 * Counts what a model shows, again each time it shows something else: at once after the user has changed something,
 * after a rest when only new changes have come.
 * @param onStatistics undefined while nothing is known of what is shown now, as after a change of the source.
 * @returns a function that stops it.
 */
export function followStatistics(
  model: ChangesModel,
  { queryOf, buckets, topPaths }: Counting,
  onStatistics: (statistics: ChangesStatistics | undefined) => void,
  onError: (error: unknown) => void,
): () => void {
  let counted = model.state.getState().source;
  let asked = '';
  let wished = '';
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    const { source, news } = model.state.getState();
    if (source !== counted) onStatistics(undefined);
    counted = source;
    const query = queryOf(model);
    const wish = JSON.stringify([source, query]);
    const revision = `${String(news)} ${wish}`;
    if (revision === asked) return;
    if (wish === wished && (running || timer !== undefined)) return;
    running?.abort();
    clearTimeout(timer);
    timer = undefined;
    [asked, wished] = [revision, wish];
    const controller = new AbortController();
    running = controller;
    const { signal } = controller;
    let isEmpty = false;
    call('changes.getStatistics', { source, query, buckets, topPaths }, { signal })
      .then(
        (statistics) => {
          isEmpty = statistics.histogram === null;
          if (!signal.aborted) onStatistics(statistics);
        },
        (error: unknown) => {
          if (!isCancelled(error)) onError(error);
        },
      )
      .finally(() => {
        if (running !== controller) return;
        running = null;
        if (signal.aborted) return;
        timer = setTimeout(
          () => {
            timer = undefined;
            ask();
          },
          isEmpty ? shortRestMs : restMs,
        );
      });
  };

  const unsubscribe = model.state.subscribe(ask);
  ask();
  return () => {
    unsubscribe();
    clearTimeout(timer);
    running?.abort();
  };
}
