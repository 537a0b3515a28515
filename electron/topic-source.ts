import type { SnapshotTopicName, Topics } from '../shared/contract/topics.ts';
import { Emitter, type Disposable } from './lifecycle.ts';

/** What gives the present value of each topic. */
export type Snapshots<Name extends SnapshotTopicName> = {
  readonly [Topic in Name]: () => Topics[Topic];
};

/** One topic with its new value, as a union, so that a check of `topic` narrows `value`. */
export type UpdateOf<Name extends SnapshotTopicName> = {
  [Topic in Name]: { readonly topic: Topic; readonly value: Topics[Topic] };
}[Name];

/** Topics with their present values. What changes at one moment is emitted once, at its end. */
export class TopicSource<Name extends SnapshotTopicName> {
  readonly #snapshots: Snapshots<Name>;
  readonly #updates = new Emitter<UpdateOf<Name>>();
  readonly #changed = new Set<Name>();

  constructor(snapshots: Snapshots<Name>) {
    this.#snapshots = snapshots;
  }

  /** Calls the listener with every topic whose value is another one now. */
  on(listener: (update: UpdateOf<Name>) => void): Disposable {
    return this.#updates.on(listener);
  }

  /** @returns the present value of a topic. */
  snapshot<Topic extends Name>(topic: Topic): Topics[Topic] {
    return this.#snapshots[topic]();
  }

  /** Notes that the value of a topic is another one now. */
  touch(topic: Name): void {
    if (this.#changed.size === 0) {
      queueMicrotask(() => {
        const topics = [...this.#changed];
        this.#changed.clear();
        for (const each of topics) this.#updates.emit(this.#updateOf(each));
      });
    }
    this.#changed.add(topic);
  }

  /** Notes that all of them are. */
  touchAll(): void {
    for (const topic of Object.keys(this.#snapshots) as Name[]) this.touch(topic);
  }

  #updateOf(topic: Name): UpdateOf<Name> {
    // The compiler cannot see that the two belong together.
    return { topic, value: this.snapshot(topic) };
  }
}
