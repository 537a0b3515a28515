import { TimeSlice } from '../time-slice.ts';
import type { Selection } from './change-log.ts';
import type { ChangeRows } from './change-rows.ts';

/**
 * Visits the rows of a selection that are still kept, oldest first, in time slices.
 * @throws the signal's reason when it is aborted.
 */
export async function visitRows(
  rows: ChangeRows,
  selection: Selection,
  signal: AbortSignal,
  visit: (id: number) => void,
): Promise<void> {
  const slice = new TimeSlice();
  for (let place = 0; place < selection.length; place++) {
    const id = selection.idAt(place);
    if (rows.has(id)) visit(id);
    if (!slice.isOver()) continue;
    await slice.next();
    signal.throwIfAborted();
  }
}
