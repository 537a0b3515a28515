import type { FailureCode } from '../../../shared/model/failure.ts';
import { failureOf } from '../../bridge/client.ts';
import { notifyFailure } from '../../stores/notice-store.ts';

/** What the row itself shows (padlock or warning with the reason), the node panel or the status bar says already. */
const shownElsewhere: ReadonlySet<FailureCode> = new Set([
  'NO_NODE',
  'NO_AUTH',
  'NOT_CONNECTED',
  'CONNECTION_LOST',
  'SESSION_EXPIRED',
  'CANCELLED',
]);

/** Shows a failure in the tree that nothing else on screen shows. */
export function reportTreeError(error: unknown): void {
  const failure = failureOf(error, 'tree');
  if (!shownElsewhere.has(failure.code)) notifyFailure(failure);
}
