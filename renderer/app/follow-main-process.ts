import i18next from 'i18next';
import { onEvent } from '../bridge/client.ts';
import { followTopic, topicStores } from '../bridge/topics.ts';
import { runCommandById } from '../commands/index.ts';
import { followDeletes } from '../features/delete/index.ts';
import { connect } from '../stores/connection-store.ts';
import { notify, notifyFailure } from '../stores/notice-store.ts';
import { goTo, useSelectionStore } from '../stores/selection-store.ts';
import { adoptSettings } from '../stores/settings-store.ts';
import { takeStartupPath } from '../stores/startup-store.ts';
import type { Startup } from '../../shared/model/application.ts';

/**
 * Follows what the main process says without being asked, and opens the connection that it asks for.
 * @returns a function that stops following.
 */
export function followMainProcess(startup: Startup): () => void {
  // It stays until it is dismissed: nobody may have looked at that moment.
  if (startup.isAfterCrash) notify({ kind: 'error', text: i18next.t('notices.afterCrash') });
  let isBegun = false;
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
    followTopic('connection', (connection) => {
      if (isBegun) return;
      isBegun = true;
      const { connect: settings, profileId } = startup;
      if (settings) {
        // The same may be there still, in the moment in which it is given up with the document before this one.
        void connect({ settings, ...(profileId && { profileId }) });
      } else if (connection) {
        // A page that is loaded again finds its connection as it was; a notification may have sent it elsewhere.
        const path = takeStartupPath();
        if (path !== undefined && useSelectionStore.getState().selectedPath === null) goTo(path);
      }
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
