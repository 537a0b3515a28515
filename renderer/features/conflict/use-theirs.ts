import { useEffect, useState } from 'react';
import type { Failure } from '../../../shared/model/failure.ts';
import type { NodeValue } from '../../../shared/model/node.ts';
import { isNewerData } from '../../../shared/newer-reading.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { followTopic } from '../../bridge/topics.ts';
import { followSessions } from '../../stores/session-ends.ts';

/** What the server holds now, as far as it is known. */
export type Theirs =
  | { readonly kind: 'reading' }
  | { readonly kind: 'value'; readonly value: NodeValue }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Reads the other side of a conflict and follows it, so that nobody decides about a text that is no longer there.
 * @returns it, and a function that reads it again.
 */
export function useTheirs(path: string): readonly [Theirs, () => void] {
  const [theirs, setTheirs] = useState<Theirs>({ kind: 'reading' });
  const [reads, setReads] = useState(0);
  useEffect(() => {
    let isWanted = true;
    call('node.read', { path }).then(
      (value) => {
        if (isWanted) setTheirs((before) => newer(before, value));
      },
      (error: unknown) => {
        if (isWanted) setTheirs({ kind: 'failed', failure: failureOf(error, 'node.read') });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [path, reads]);
  useEffect(
    () =>
      followTopic('node', (snapshot) => {
        if (snapshot?.kind !== 'present' || snapshot.path !== path) return;
        setTheirs((before) => newer(before, snapshot));
      }),
    [path],
  );
  useEffect(
    () =>
      followSessions(() => {
        setTheirs({ kind: 'reading' });
        setReads((count) => count + 1);
      }),
    [],
  );
  return [theirs, () => setReads(reads + 1)];
}

/** Two sources report the same node, over one session. */
function newer(before: Theirs, { data, stat }: NodeValue): Theirs {
  if (before.kind === 'value' && !isNewerData(stat, before.value.stat)) return before;
  return { kind: 'value', value: { data, stat } };
}
