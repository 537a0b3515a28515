import { useEffect, useState } from 'react';
import type { SnapshotTopicName, Topics } from '../../shared/contract/topics.ts';
import { subscribe } from './client.ts';

/** @returns the present value of a snapshot topic, undefined until it is known; renders again with each new one. */
export function useTopic<Name extends SnapshotTopicName>(topic: Name): Topics[Name] | undefined {
  return useTopicPart(topic, whole);
}

/**
 * @param select what is needed of the value; the same function each time, as it is followed anew with another.
 * @returns that part, undefined until it is known; renders again when the part is another one.
 */
export function useTopicPart<Name extends SnapshotTopicName, Part>(
  topic: Name,
  select: (value: Topics[Name]) => Part,
): Part | undefined {
  const [part, setPart] = useState<Part>();
  useEffect(() => subscribe(topic, (next) => setPart(() => select(next))), [topic, select]);
  return part;
}

function whole<Value>(value: Value): Value {
  return value;
}
