import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SnapshotTopicName, Topics } from '../../shared/contract/topics.ts';
import { paced } from '../pacing/paced.ts';

/** The present value of a topic; undefined until the main process has sent it. */
export type TopicStore<Value> = Pick<
  StoreApi<Value | undefined>,
  'getState' | 'getInitialState' | 'subscribe'
>;

export interface TopicStoreOptions {
  /**
   * Whether the topic may change all the time and the user can wait for it a moment: values are then taken in as often
   * as the page can show them beside what the user does.
   */
  readonly isPaced?: boolean;
}

/**
 * Makes the store of a snapshot topic. It subscribes to the main process once, however many listen to it, and lets go
 * of the topic and its value when nobody listens any more.
 */
export function createTopicStore<Name extends SnapshotTopicName>(
  topic: Name,
  { isPaced = false }: TopicStoreOptions = {},
): TopicStore<Topics[Name]> {
  const store = createStore<Topics[Name] | undefined>(() => undefined);
  const take = (value: Topics[Name]) => store.setState(value, true);
  let listeners = 0;
  let stop: () => void = () => undefined;

  const start = () => {
    const { take: takePaced, stop: stopPacing } = paced(take);
    const unsubscribe = window.treekeeper.subscribe(topic, isPaced ? takePaced : take);
    return () => {
      unsubscribe();
      stopPacing();
      store.setState(undefined, true);
    };
  };

  return {
    getState: store.getState,
    getInitialState: store.getInitialState,
    subscribe: (listener) => {
      const unsubscribe = store.subscribe(listener);
      if (listeners === 0) stop = start();
      listeners++;
      return () => {
        unsubscribe();
        listeners--;
        if (listeners === 0) stop();
      };
    },
  };
}
