import { useEffect, useState } from 'react';
import type { ChangeDetail } from '../../../../shared/model/change.ts';
import { call, failureOf } from '../../../bridge/client.ts';
import { notifyFailure } from '../../../stores/notice-store.ts';

/** By id; null for a change that is not kept any more. */
type Details = ReadonlyMap<number, ChangeDetail | null>;

/**
 * @param news grows as more is learnt: a value that is read after its change was first shown is then shown too.
 * @returns the changes with these ids as far as they have been read.
 */
export function useVersions(ids: readonly number[], news: number): Details {
  const [details, setDetails] = useState<Details>(new Map());
  const open = ids.filter((id) => isOpenEnded(details.get(id))).join(' ');
  useEffect(() => {
    if (open === '') return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    for (const id of open.split(' ').map(Number)) {
      call('changes.getDetail', { id }, { signal }).then(
        (detail) => {
          if (!signal.aborted) setDetails((before) => new Map(before).set(id, detail));
        },
        (error: unknown) => {
          if (!signal.aborted) notifyFailure(failureOf(error, 'changes.getDetail'));
        },
      );
    }
    return () => controller.abort();
  }, [open, news]);
  return details;
}

/** Whether it has not been read, or the value after it may still be. */
function isOpenEnded(detail: ChangeDetail | null | undefined): boolean {
  return detail === undefined || detail?.after.kind === 'unknown';
}
