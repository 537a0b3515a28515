import i18next from 'i18next';
import { onEvent } from '../bridge/client.ts';
import { topicStores } from '../bridge/topics.ts';
import { runCommandById } from '../commands/index.ts';
import { followDeletes } from '../features/delete/index.ts';
import { connect } from '../stores/connection-store.ts';
import { notify, notifyFailure } from '../stores/notice-store.ts';
import { goTo } from '../stores/selection-store.ts';
import type { Startup } from '../../shared/model/application.ts';

/**
 * Follows what the main process says without being asked, and opens the connection of the command line.
 * @returns a function that stops following.
 */
export function followMainProcess(startup: Startup): () => void {
  const stops = [
    followDeletes(),
    onEvent('menu', ({ id }) => void runCommandById(id)),
    onEvent('openNode', ({ path }) => goTo(path)),
    onEvent('incident', ({ id }) => {
      notifyFailure({ code: 'INTERNAL', operation: 'background', retryable: false, incident: id });
    }),
    onEvent('storageProblem', (problem) => {
      notify({ kind: 'error', text: i18next.t(`notices.${problem.kind}`, { ...problem }) });
    }),
    topicStores.connection.subscribe((connection, before) => {
      // Only when nothing is open at the start: a window that reloads finds its connection as it was.
      const isFirst = before === undefined && connection === null;
      if (isFirst && startup.connect) void connect({ settings: startup.connect });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
