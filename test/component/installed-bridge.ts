import type { Bridge } from '../../shared/contract/bridge.ts';
import type { TopicName, Topics } from '../../shared/contract/topics.ts';

interface Subscription {
  readonly begin: () => void;
  readonly end: () => void;
}

const subscriptions = new Set<Subscription>();
let present: Bridge | null = null;

/** The page's bridge in tests: what listens to it goes on listening when a test brings another main process. */
const bridge: Bridge = {
  get calls() {
    return installed().calls;
  },
  cancel: (callId) => {
    installed().cancel(callId);
  },
  subscribe: <Name extends TopicName>(topic: Name, listener: (value: Topics[Name]) => void) => {
    let stop: () => void = () => undefined;
    const subscription: Subscription = {
      begin: () => {
        if (present) stop = present.subscribe(topic, listener);
      },
      end: () => stop(),
    };
    subscriptions.add(subscription);
    subscription.begin();
    return () => {
      subscriptions.delete(subscription);
      subscription.end();
    };
  },
};

Object.defineProperty(window, 'treekeeper', { value: bridge, configurable: true });

/** Puts another main process behind the page. */
export function installBridge(next: Bridge): void {
  for (const subscription of subscriptions) subscription.end();
  present = next;
  for (const subscription of subscriptions) subscription.begin();
}

function installed(): Bridge {
  if (!present) throw new Error('no main process in this test: call openWindow first');
  return present;
}
