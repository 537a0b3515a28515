import { useStore } from 'zustand';
import type { SnapshotTopicName, Topics } from '../../shared/contract/topics.ts';
import { createTopicStore, type TopicStore } from './topic-store.ts';

/** One store for each snapshot topic: the renderer's only copy of what the main process says. */
export const topicStores: { readonly [Name in SnapshotTopicName]: TopicStore<Topics[Name]> } = {
  settings: createTopicStore('settings'),
  recentConnections: createTopicStore('recentConnections'),
  connection: createTopicStore('connection'),
  tree: createTopicStore('tree', { isPaced: true }),
  node: createTopicStore('node'),
  changes: createTopicStore('changes', { isPaced: true }),
  timelines: createTopicStore('timelines'),
  watches: createTopicStore('watches', { isPaced: true }),
  rules: createTopicStore('rules'),
  progress: createTopicStore('progress'),
  tasks: createTopicStore('tasks'),
  drafts: createTopicStore('drafts'),
};

/**
 * Follows every topic, so that whatever is drawn later has the present values at once. Called once for the page.
 * @returns a function that stops following.
 */
export function followTopics(): () => void {
  const stops = Object.values(topicStores).map((store) => store.subscribe(() => undefined));
  return () => {
    for (const stop of stops) stop();
  };
}

/** @returns the present value of a topic, undefined until it is known. */
export function readTopic<Name extends SnapshotTopicName>(topic: Name): Topics[Name] | undefined {
  return topicStores[topic].getState();
}

/**
 * Hands on the present value of a topic, if it is known, and each that follows.
 * @returns a function that stops it.
 */
export function followTopic<Name extends SnapshotTopicName>(
  topic: Name,
  listener: (value: Topics[Name]) => void,
): () => void {
  const store: TopicStore<Topics[Name]> = topicStores[topic];
  const stop = store.subscribe((value) => {
    if (value !== undefined) listener(value);
  });
  const value = store.getState();
  if (value !== undefined) listener(value);
  return stop;
}

/** @returns the present value of a topic, undefined until it is known; renders again with each new one. */
export function useTopic<Name extends SnapshotTopicName>(topic: Name): Topics[Name] | undefined;
/**
 * @param select what is needed of the value; equal values must give the same part.
 * @returns that part; renders again when the part is another one.
 */
export function useTopic<Name extends SnapshotTopicName, Part>(
  topic: Name,
  select: (value: Topics[Name] | undefined) => Part,
): Part;
export function useTopic<Name extends SnapshotTopicName>(
  topic: Name,
  select: (value: Topics[Name] | undefined) => unknown = whole,
): unknown {
  const store: TopicStore<Topics[Name]> = topicStores[topic];
  return useStore(store, select);
}

function whole<Value>(value: Value): Value {
  return value;
}
