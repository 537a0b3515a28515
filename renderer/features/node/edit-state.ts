import type { Draft, NodeValue } from '../../../shared/model/node.ts';
import { isNewerData } from '../../../shared/newer-reading.ts';
import { textOf } from '../../value/decode-value.ts';

/**
 * How a draft stands to what the server holds now.
 * - `current`: it was typed over exactly that value;
 * - `rebase`: the value was written again with the same text, so nothing is lost by saving over the new version;
 * - `settled`: the server already holds the text of the draft;
 * - `diverged`: someone else changed the node meanwhile, or may have.
 */
export type DraftStanding = 'current' | 'rebase' | 'settled' | 'diverged';

/** Compares a draft with the node's present value. */
export function standingOf(draft: Draft, value: NodeValue): DraftStanding {
  const { version, mzxid } = value.stat;
  const text = textOf(value.data);
  if (text === null) return 'diverged';
  // The version alone is not enough: a node deleted and created again begins at version 0 once more. Nor are both:
  // another data set that was made by the same script may answer at the same address.
  const isSameWrite = draft.base.version === version && draft.base.mzxid === mzxid;
  if (text === draft.text) return 'settled';
  // What was typed for other data is for the user to look at, also where this data looks the same.
  if (draft.isOfOtherDataSet || draft.base.isUnknown) return 'diverged';
  if (isSameWrite && text === draft.base.text) return 'current';
  return text === draft.base.text ? 'rebase' : 'diverged';
}

/** @returns a value as the base of a draft; null when it is not text, because then nothing can be typed over it. */
export function baseOf(value: NodeValue): Draft['base'] | null {
  const text = textOf(value.data);
  if (text === null) return null;
  const { version, mzxid, czxid } = value.stat;
  return { text, version, mzxid, czxid };
}

/** @returns the newer of two values of one node, both of the present session. */
export function newerValue(snapshot: NodeValue, saved: NodeValue | undefined): NodeValue {
  return saved && isNewerData(saved.stat, snapshot.stat) ? saved : snapshot;
}
