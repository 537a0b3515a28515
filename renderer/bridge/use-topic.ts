import { useEffect, useState } from 'react';
import type { SnapshotTopicName, Topics } from '../../shared/contract/topics.ts';
import { subscribe } from './client.ts';

/** @returns the present value of a snapshot topic, undefined until it is known; renders again with each new one. */
export function useTopic<Name extends SnapshotTopicName>(topic: Name): Topics[Name] | undefined {
  const [value, setValue] = useState<Topics[Name]>();
  useEffect(() => subscribe(topic, (next) => setValue(() => next)), [topic]);
  return value;
}
