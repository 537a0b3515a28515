import { runCommandCall } from '../../renderer/commands/index.ts';
import { useNoticeStore } from '../../renderer/stores/notice-store.ts';
import { act } from '@testing-library/react';
import type { NodeSnapshot } from '../../shared/model/node.ts';
import type { Stat } from '../../shared/model/stat.ts';
import { discardDraft, useDraftStore } from '../../renderer/stores/draft-store.ts';
import { useOtherDraftStore } from '../../renderer/stores/other-drafts.ts';
import { useSaveStore } from '../../renderer/stores/save-store.ts';

/** A Stat as a fresh persistent node has it, one data change for each version. */
export function makeStat(changes: Partial<Stat> = {}): Stat {
  const version = changes.version ?? 0;
  return {
    czxid: 0x1_0000_0010n,
    mzxid: 0x1_0000_0010n + BigInt(version),
    pzxid: 0x1_0000_0010n,
    ctime: Date.UTC(2026, 2, 1, 12),
    mtime: Date.UTC(2026, 2, 1, 12),
    version,
    cversion: 0,
    aversion: 0,
    ephemeralOwner: 0n,
    dataLength: 0,
    numChildren: 0,
    ...changes,
  };
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

export type PresentNode = Extract<NodeSnapshot, { kind: 'present' }>;

/** A snapshot of a node that is there. */
export function makeNode(
  path: string,
  content: string | Uint8Array | null,
  stat: Partial<Stat> = {},
): PresentNode {
  const data = typeof content === 'string' ? bytesOf(content) : content;
  return {
    kind: 'present',
    path,
    data,
    stat: makeStat({ dataLength: data?.length ?? 0, ...stat }),
    readAt: Date.now(),
  };
}

/** Puts the stores of drafts and saves back to nothing. To be called while the window of the test is there. */
export function forgetEdits(): void {
  for (const path of useDraftStore.getState().paths) discardDraft(path);
  useDraftStore.setState(useDraftStore.getInitialState(), true);
  useOtherDraftStore.setState(useOtherDraftStore.getInitialState(), true);
  useSaveStore.setState(useSaveStore.getInitialState(), true);
}

/** Does something and lets everything that follows from it, also later, reach the screen. */
export function settled(run: () => void): Promise<void> {
  return act(() => Promise.resolve().then(run));
}

/** Takes up what the latest notice offers, as a press of its button does. */
export function takeOffer(): void {
  const action = useNoticeStore.getState().notices.at(-1)?.action;
  if (!action) throw new Error('the latest notice offers nothing');
  runCommandCall(action.command);
}
