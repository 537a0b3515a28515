import { beforeEach, expect, it, vi } from 'vitest';
import { createTopicStore } from '../../../renderer/bridge/topic-store.ts';
import type { TopicName } from '../../../shared/contract/topics.ts';

/** The main process as far as topics go. */
const main = {
  listeners: new Set<(value: never) => void>(),
  subscribed: [] as TopicName[],
  send: (value: unknown) => {
    for (const listener of main.listeners) listener(value as never);
  },
};

beforeEach(() => {
  main.listeners.clear();
  main.subscribed.length = 0;
  vi.stubGlobal('window', {
    treekeeper: {
      subscribe: (topic: TopicName, listener: (value: never) => void) => {
        main.subscribed.push(topic);
        main.listeners.add(listener);
        return () => main.listeners.delete(listener);
      },
    },
  });
});

it('subscribes once, however many listen', () => {
  const store = createTopicStore('timelines');
  expect(main.subscribed).toEqual([]);
  const heard: unknown[] = [];
  const stops = [1, 2].map((id) => store.subscribe((value) => heard.push([id, value])));
  expect(main.subscribed).toEqual(['timelines']);
  main.send([]);
  expect(heard).toEqual([
    [1, []],
    [2, []],
  ]);
  for (const stop of stops) stop();
  expect(main.listeners.size).toBe(0);
});

it('holds the present value for whoever comes later, and none once nobody listens', () => {
  const store = createTopicStore('connection');
  const stopFirst = store.subscribe(() => undefined);
  expect(store.getState()).toBeUndefined();
  main.send(null);
  expect(store.getState()).toBeNull();
  const stopSecond = store.subscribe(() => undefined);
  stopFirst();
  expect(store.getState()).toBeNull();
  stopSecond();
  expect(store.getState()).toBeUndefined();
});

it('replaces a value as a whole', () => {
  const store = createTopicStore('changes');
  const stop = store.subscribe(() => undefined);
  const first = { seen: 1, kept: 1 };
  main.send(first);
  const next = { seen: 2, kept: 2 };
  main.send(next);
  expect(store.getState()).toBe(next);
  expect(first).toEqual({ seen: 1, kept: 1 });
  stop();
});

it('hands on a paced topic at once where that costs the page nothing', () => {
  const store = createTopicStore('tree', { isPaced: true });
  const stop = store.subscribe(() => undefined);
  const tree = { revision: 1, rowCount: 0, filter: '', matchCount: 0 };
  main.send(tree);
  expect(store.getState()).toBe(tree);
  stop();
});
