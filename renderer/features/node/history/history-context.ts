import { createContext, useContext, useMemo } from 'react';
import { failureOf } from '../../../bridge/client.ts';
import { notifyFailure } from '../../../stores/notice-store.ts';
import { HistoryModel } from './history-model.ts';

interface HistoryOfNode {
  readonly model: HistoryModel;
  /** Versions are compared in the place of the data; otherwise in that of the list. */
  readonly isComparedBeside: boolean;
}

/** The history of the node that is shown: its tab lists it, and the panel compares what is picked in it. */
export const HistoryContext = createContext<HistoryOfNode | null>(null);

export function useHistory(): HistoryOfNode {
  const history = useContext(HistoryContext);
  if (!history) throw new Error('rendered outside of the node panel');
  return history;
}

/** @returns the versions of one node, from the timeline. */
export function useHistoryModel(path: string): HistoryModel {
  return useMemo(
    () => new HistoryModel(path, (error) => notifyFailure(failureOf(error, 'changes.getWindow'))),
    [path],
  );
}
