import {
  eventTopicNames,
  topicNames,
  type EventTopicName,
  type SnapshotTopicName,
  type TopicName,
  type Topics,
} from '../../shared/contract/topics.ts';
import type { Disposable } from '../lifecycle.ts';

export interface PublisherOptions {
  /** Hands one message to the window. */
  readonly send: <Name extends TopicName>(topic: Name, value: Topics[Name]) => void;
  /** The present value of a topic. */
  readonly snapshot: <Name extends SnapshotTopicName>(topic: Name) => Topics[Name];
}

/** The least time between two messages of one topic: short after a rest, longer with each that follows. */
const shortestMs = 4;
const longestMs = 32;

/** Events that are held for a page that is loading; a menu command is for the page that was in sight. */
const heldTopics: ReadonlySet<EventTopicName> = new Set(['openNode', 'incident', 'storageProblem']);
/** Of each topic. */
const mostEarly = 20;

/**
 * Sends one window what has changed, at a pace it can paint.
 *
 * The first change of a topic goes out at once; the ones that follow are merged, and at the end of the interval the
 * value of that moment goes out. Something that takes two steps, as a node that is opened and read a moment later, is
 * sent without a wait; a stream of changes is soon sent as often as it can be painted. A topic nobody listens to costs
 * nothing, and the first message to a new listener is the present value, so a page that has just loaded needs no
 * history.
 */
export class Publisher implements Disposable {
  readonly #options: PublisherOptions;
  readonly #subscribed = new Set<TopicName>();
  /** What happened before the page listened, and would be missed otherwise. */
  readonly #early = new Map<EventTopicName, (() => void)[]>();
  readonly #pacing = new Map<SnapshotTopicName, Pace>();

  constructor(options: PublisherOptions) {
    this.#options = options;
  }

  /** Starts a topic for this window and sends its present value. Unknown names are ignored. */
  subscribe(topic: unknown): void {
    if (!isTopicName(topic)) return;
    this.#subscribed.add(topic);
    if (isSnapshotTopic(topic)) this.#sendNow(topic);
    else for (const send of this.#early.get(topic)?.splice(0) ?? []) send();
  }

  unsubscribe(topic: unknown): void {
    if (!isTopicName(topic)) return;
    this.#subscribed.delete(topic);
    if (isSnapshotTopic(topic)) this.#stopPacing(topic);
  }

  /** Notes that the value of a topic is another one now. */
  changed(topic: SnapshotTopicName): void {
    if (!this.#subscribed.has(topic)) return;
    const pace = this.#pacing.get(topic);
    if (pace) pace.dirty = true;
    else this.#sendNow(topic);
  }

  /** Sends an event: neither merged nor delayed. What happens while no page listens waits for it, but menu commands. */
  event<Name extends EventTopicName>(topic: Name, value: Topics[Name]): void {
    const send = () => this.#options.send(topic, value);
    if (this.#subscribed.has(topic)) return send();
    const early = this.#early.get(topic) ?? [];
    if (!heldTopics.has(topic) || early.length >= mostEarly) return;
    early.push(send);
    this.#early.set(topic, early);
  }

  /** Forgets every subscription: the page that made them is gone. */
  reset(): void {
    this.#subscribed.clear();
    for (const topic of [...this.#pacing.keys()]) this.#stopPacing(topic);
  }

  dispose(): void {
    this.reset();
  }

  #sendNow(topic: SnapshotTopicName, intervalMs = shortestMs): void {
    this.#stopPacing(topic);
    const timer = setTimeout(() => {
      const dirty = this.#pacing.get(topic)?.dirty === true;
      this.#pacing.delete(topic);
      if (dirty) this.#sendNow(topic, Math.min(longestMs, intervalMs * 2));
    }, intervalMs);
    this.#pacing.set(topic, { timer, dirty: false });
    this.#options.send(topic, this.#options.snapshot(topic));
  }

  #stopPacing(topic: SnapshotTopicName): void {
    clearTimeout(this.#pacing.get(topic)?.timer);
    this.#pacing.delete(topic);
  }
}

/** The interval that follows a message, and whether something has changed during it. */
interface Pace {
  readonly timer: ReturnType<typeof setTimeout>;
  dirty: boolean;
}

function isTopicName(topic: unknown): topic is TopicName {
  return (topicNames as readonly unknown[]).includes(topic);
}

function isSnapshotTopic(topic: TopicName): topic is SnapshotTopicName {
  return !(eventTopicNames as readonly TopicName[]).includes(topic);
}
