import { useEffect } from 'react';
import { call, failureOf } from '../../bridge/client.ts';
import { useTopic } from '../../bridge/topics.ts';
import { preloadMonaco } from '../../monaco/index.ts';
import { useIsConnected } from '../../stores/connection-store.ts';
import { flushDrafts } from '../../stores/draft-store.ts';
import { loadAllDrafts } from '../../stores/other-drafts.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { compareUncertainSaves } from './node-actions.ts';
import { followNode } from './node-store.ts';

/** Opens the selected node in the main process and follows it. */
export function useOpenedNode(path: string | null): void {
  useEffect(followNode, []);
  useEffect(() => {
    const opened = path === null ? call('node.close') : call('node.open', { path });
    opened.catch((error: unknown) => {
      const failure = failureOf(error, 'node.open');
      // Without a connection the snapshot says so in its place.
      if (failure.code !== 'NOT_CONNECTED') notifyFailure(failure);
    });
    return () => void flushDrafts();
  }, [path]);
}

/** Loads the drafts of the connection, and keeps what is typed safe whenever the window may go. */
export function useKeptDrafts(): void {
  const profileId = useTopic('connection', (connection) => connection?.profile.id);
  const dataSetId = useTopic('connection', (connection) => connection?.dataSet?.id);
  const freed = useTopic('drafts', (drafts) => drafts?.freed);
  const isConnected = useIsConnected();
  useEffect(() => {
    // Another page has ended, and this one may take its drafts over.
    if (freed) void flushDrafts().then(loadAllDrafts);
  }, [freed]);
  useEffect(() => {
    // A new session may have found another set of data.
    if (dataSetId !== undefined) void flushDrafts().then(loadAllDrafts);
  }, [dataSetId]);
  useEffect(() => {
    if (profileId !== undefined) void loadAllDrafts();
  }, [profileId]);
  useEffect(() => {
    if (isConnected) void compareUncertainSaves();
  }, [isConnected]);
  useEffect(() => {
    const flush = () => void flushDrafts();
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    window.addEventListener('blur', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      window.removeEventListener('blur', flush);
    };
  }, []);
}

/** Has the editor ready before it is needed, once the rest of the window is there. */
export function usePreloadedEditor(): void {
  useEffect(preloadMonaco, []);
}
