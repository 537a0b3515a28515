import { contextBridge, ipcRenderer } from 'electron';
import type { Bridge } from '../shared/contract/bridge.ts';
import { callNames } from '../shared/contract/call-names.ts';
import { ipcChannels, stripArgument, stripChannels } from '../shared/contract/channels.ts';
import type { StripBridge, StripState } from '../shared/contract/strip.ts';
import { topicNames, type TopicName } from '../shared/contract/topics.ts';

/**
 * The bridge between a page or a tab strip and the main process: named functions made from the contract. Neither gets
 * `ipcRenderer` nor a way to name a channel.
 */

type Listener = (value: unknown) => void;

const listeners = new Map<TopicName, Set<Listener>>(
  topicNames.map((topic) => [topic, new Set<Listener>()]),
);

ipcRenderer.on(ipcChannels.topic, (_event, topic: TopicName, value: unknown) => {
  for (const listener of [...(listeners.get(topic) ?? [])]) listener(value);
});

function subscribe(topic: TopicName, listener: Listener): () => void {
  const listening = listeners.get(topic);
  if (listening === undefined) throw new Error('There is no such topic.');
  // A function of its own for each subscription, so that one listener may subscribe twice.
  const own: Listener = (value) => listener(value);
  listening.add(own);
  // Also for a second listener: that is how it gets the present value.
  ipcRenderer.send(ipcChannels.subscribe, topic);
  return () => {
    if (listening.delete(own) && listening.size === 0) {
      ipcRenderer.send(ipcChannels.unsubscribe, topic);
    }
  };
}

function cancel(callId: string): void {
  ipcRenderer.send(ipcChannels.cancel, callId);
}

const calls = Object.fromEntries(
  callNames.map((name) => [
    name,
    (input: unknown, callId?: string) =>
      ipcRenderer.invoke(ipcChannels.call, name, input, callId) as Promise<unknown>,
  ]),
);

const stripBridge: StripBridge = {
  act: (action) => {
    ipcRenderer.send(stripChannels.action, action);
  },
  onState: (listener) => {
    ipcRenderer.on(stripChannels.state, (_event, state: StripState) => {
      listener(state);
    });
  },
  onFocus: (listener) => {
    ipcRenderer.on(stripChannels.focus, () => listener());
  },
};

// The contract types each call and topic by its name; here they are all carried alike.
const bridge: Record<keyof Bridge, unknown> = { calls, cancel, subscribe };
if (process.argv.includes(stripArgument)) {
  contextBridge.exposeInMainWorld('treekeeperStrip', stripBridge);
} else {
  contextBridge.exposeInMainWorld('treekeeper', bridge);
}
