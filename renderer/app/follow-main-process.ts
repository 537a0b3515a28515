import i18next from 'i18next';
import { onEvent } from '../bridge/client.ts';
import { topicStores } from '../bridge/topics.ts';
import { runCommandById } from '../commands/index.ts';
import { followDeletes } from '../features/delete/index.ts';
import { connect } from '../stores/connection-store.ts';
import { notify, notifyFailure } from '../stores/notice-store.ts';
import { goTo } from '../stores/selection-store.ts';
import { adoptSettings } from '../stores/settings-store.ts';
import type { Startup } from '../../shared/model/application.ts';

/**
 * Follows what the main process says without being asked, and opens the connection that it asks for.
 * @returns a function that stops following.
 */
export function followMainProcess(startup: Startup): () => void {
  const stops = [
    followDeletes(),
    topicStores.settings.subscribe((snapshot) => {
      if (snapshot) adoptSettings(snapshot);
    }),
    onEvent('menu', ({ id }) => void runCommandById(id)),
    onEvent('openNode', ({ path }) => goTo(path)),
    onEvent('incident', ({ id }) => {
      notifyFailure({ code: 'INTERNAL', operation: 'background', retryable: false, incident: id });
    }),
    onEvent('storageProblem', (problem) => {
      notify({ kind: 'error', text: i18next.t(`notices.${problem.kind}`, { ...problem }) });
    }),
    topicStores.connection.subscribe((connection, before) => {
      // Only when nothing is open at the start: a page that reloads finds its connection as it was.
      const isFirst = before === undefined && connection === null;
      const { connect: settings, profileId } = startup;
      if (isFirst && settings) void connect({ settings, ...(profileId && { profileId }) });
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
