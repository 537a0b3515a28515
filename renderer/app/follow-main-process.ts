import i18next from 'i18next';
import { subscribe } from '../bridge/client.ts';
import { runCommand } from '../commands/index.ts';
import { connect, followConnection, useConnectionStore } from '../stores/connection-store.ts';
import { notify, notifyFailure } from '../stores/notice-store.ts';
import { goTo } from '../stores/selection-store.ts';
import type { Startup } from '../../shared/model/application.ts';

/**
 * Follows what the main process says without being asked, and opens the connection of the command line.
 * @returns a function that stops following.
 */
export function followMainProcess(startup: Startup): () => void {
  const stops = [
    followConnection(),
    subscribe('menu', ({ id }) => void runCommand(id)),
    subscribe('openNode', ({ path }) => goTo(path)),
    subscribe('incident', ({ id }) => {
      notifyFailure({ code: 'INTERNAL', operation: 'background', retryable: false, incident: id });
    }),
    subscribe('storageProblem', (problem) => {
      notify({ kind: 'error', text: i18next.t(`notices.${problem.kind}`, { ...problem }) });
    }),
    useConnectionStore.subscribe(({ connection }, before) => {
      // Only when nothing is open at the start: a window that reloads finds its connection as it was.
      const isFirst = before.connection === undefined && connection === null;
      if (isFirst && startup.connect) void connect(startup.connect);
    }),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
