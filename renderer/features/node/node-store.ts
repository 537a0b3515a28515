import { create } from 'zustand';
import type { NodeSnapshot, NodeValue } from '../../../shared/model/node.ts';
import type { Stat } from '../../../shared/model/stat.ts';
import { isNewerData } from '../../../shared/newer-reading.ts';
import { followTopic, readTopic, useTopic } from '../../bridge/topics.ts';
import { forgetSavedValues, useSaveStore } from '../../stores/save-store.ts';
import { followSessions } from '../../stores/session-ends.ts';
import type { ShownNode } from '../../views/index.ts';
import { newerValue } from './edit-state.ts';

interface NodeState {
  /** What `news` was last found in. */
  readonly snapshot: NodeSnapshot | null;
  /** What somebody else last did to the data of the open node; null while nobody has. */
  readonly news: NodeNews | null;
}

/** A change of the open node by somebody else. */
export interface NodeNews {
  /** When it was seen here, milliseconds since the epoch. */
  readonly at: number;
  readonly from: NodeVersion;
  readonly to: NodeVersion;
  readonly isDismissed: boolean;
}

type NodeVersion = Pick<Stat, 'version' | 'mzxid' | 'czxid'>;

export const useNodeStore = create<NodeState>()(() => ({ snapshot: null, news: null }));

/**
 * Finds news in what the main process says of the open node.
 * @returns a function that stops following.
 */
export function followNode(): () => void {
  const stopSessions = followSessions(forgetSavedValues);
  const stopNode = followTopic('node', (snapshot) => {
    const before = useNodeStore.getState();
    useNodeStore.setState({ snapshot, news: newsOf(before, snapshot) });
    if (snapshot?.kind === 'present') forgetOlderSave(snapshot);
  });
  return () => {
    stopSessions();
    stopNode();
  };
}

/** The news is shown no more. */
export function dismissNews(): void {
  useNodeStore.setState(({ news }) => ({ news: news && { ...news, isDismissed: true } }));
}

function newsOf(before: NodeState, snapshot: NodeSnapshot | null): NodeNews | null {
  if (before.snapshot?.path !== snapshot?.path) return null;
  if (before.snapshot?.kind !== 'present' || snapshot?.kind !== 'present') return before.news;
  const [from, to] = [before.snapshot.stat, snapshot.stat];
  if (from.mzxid === to.mzxid) return before.news;
  return isOwnChange(snapshot) ? null : { at: snapshot.readAt, from, to, isDismissed: false };
}

/** The snapshot may arrive before the answer to the save that caused it. */
function isOwnChange({ path, stat }: NodeValue & { readonly path: string }): boolean {
  const { saved, saving } = useSaveStore.getState();
  return saving.has(path) || saved.get(path)?.stat.mzxid === stat.mzxid;
}

/** A confirmed save stands in for the snapshot only until the snapshot has caught up. */
function forgetOlderSave({ path, stat }: NodeValue & { readonly path: string }): void {
  const { saved } = useSaveStore.getState();
  const own = saved.get(path);
  if (!own || isNewerData(own.stat, stat)) return;
  const rest = new Map(saved);
  rest.delete(path);
  useSaveStore.setState({ saved: rest });
}

/** @returns what is known of the node at `path`; a snapshot of another node counts as not yet read. */
function shownNodeOf(
  path: string,
  snapshot: NodeSnapshot | null,
  saved: NodeValue | undefined,
): ShownNode {
  if (snapshot?.path !== path) return { kind: 'loading', path };
  switch (snapshot.kind) {
    case 'loading':
      return { kind: 'loading', path };
    case 'present':
      return {
        kind: 'present',
        path,
        value: newerValue(snapshot, saved),
        sequenceLength: snapshot.sequenceLength ?? 0,
      };
    case 'absent':
      return { kind: 'absent', path, value: snapshot.last ?? null };
    case 'failed':
      return { kind: 'failed', path, failure: snapshot.failure, value: snapshot.last ?? null };
  }
}

/** The selected node, rendering again with every snapshot and save of it. */
export function useShownNode(path: string): ShownNode {
  const snapshot = useTopic('node') ?? null;
  const saved = useSaveStore((state) => state.saved.get(path));
  return shownNodeOf(path, snapshot, saved);
}

/** As `useShownNode`, for commands. */
export function readShownNode(path: string): ShownNode {
  return shownNodeOf(path, readTopic('node') ?? null, useSaveStore.getState().saved.get(path));
}
