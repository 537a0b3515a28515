import type { ChangesQuery } from '../../../shared/model/change.ts';
import type { ChangesStatistics } from '../../../shared/model/timeline.ts';
import { call, isCancelled } from '../../bridge/client.ts';
import type { ChangesModel } from './changes-model.ts';

/** Parts of the chart. */
const buckets = 120;
const topPaths = 12;

/** What new changes do to the counts is asked for no more often than this. */
const restMs = 1_000;

/**
 * Counts what a model shows, again each time it shows something else: at once after the user has changed something,
 * after a rest when only new changes have come.
 * @returns a function that stops it.
 */
export function followStatistics(
  model: ChangesModel,
  onStatistics: (statistics: ChangesStatistics) => void,
  onError: (error: unknown) => void,
): () => void {
  let asked = '';
  let wished = '';
  let running: AbortController | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const ask = () => {
    const { source, news } = model.state.getState();
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
    call('changes.getStatistics', { source, query, buckets, topPaths }, { signal })
      .then(onStatistics, (error: unknown) => {
        if (!isCancelled(error)) onError(error);
      })
      .finally(() => {
        if (running !== controller) return;
        running = null;
        if (signal.aborted) return;
        timer = setTimeout(() => {
          timer = undefined;
          ask();
        }, restMs);
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

/** A range that ends now ends there in the chart too, also where nothing has happened since. */
function queryOf(model: ChangesModel): ChangesQuery {
  const { filter, bounds } = model.state.getState();
  const { range } = filter;
  const query = model.query();
  if (range.kind !== 'last' || bounds.from === undefined) return query;
  return { ...query, to: bounds.from + range.durationMs + range.durationMs / 60 };
}
