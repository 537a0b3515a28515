import type { TFunction } from 'i18next';
import type { Change, GapEntry, SessionEntry } from '../../../shared/model/change.ts';
import { formatCount, formatDuration, formatTimeOfDay } from '../../i18n/format.ts';

const wholeSeconds = 'hh:mm:ss'.length;

/** @returns local time of day without its fraction. */
export function formatSecond(at: number): string {
  return formatTimeOfDay(at).slice(0, wholeSeconds);
}

/** @returns what a session or a gap was, in a sentence; null for a change. */
export function describeEvent(
  { session, gap }: Change,
  t: TFunction,
  language: string,
): string | null {
  if (session) return describeSession(session, t);
  if (gap) return describeGap(gap, t, language);
  return null;
}

function describeSession({ state, server }: SessionEntry, t: TFunction): string {
  return state === 'connected' && server !== undefined
    ? t('changes.sessionStates.connectedTo', { server })
    : t(`changes.sessionStates.${state}`);
}

function describeGap(gap: GapEntry, t: TFunction, language: string): string {
  const { from, to, reason } = gap;
  if (reason === 'historyIncomplete') return t('changes.historyIncomplete');
  return t('changes.gap', {
    reason: t(`changes.gapReasons.${reason}`),
    from: formatSecond(from),
    to: formatSecond(to),
    duration: formatDuration(to - from),
    what: describeComparison(gap, t, language),
  });
}

function describeComparison(
  { isCompared, comparison }: GapEntry,
  t: TFunction,
  language: string,
): string {
  if (!isCompared) return t('changes.gapNotCompared');
  if (!comparison) return t('changes.gapCompared');
  const { state, found } = comparison;
  if (state !== 'complete') return t(`changes.gapComparison.${state}`);
  if (found === 0) return t('changes.gapNothingFound');
  return t('changes.gapFound', { count: found, shown: formatCount(found, language) });
}

/** @returns for example `4 → 5`; what is not known is left out. */
export function formatVersions({ kind, fromVersion, version }: Change): string {
  if (version === undefined) {
    return fromVersion === undefined ? '' : `${String(fromVersion)} →${endOf(kind)}`;
  }
  if (fromVersion === undefined) return String(version);
  return `${String(fromVersion)} → ${String(version)}`;
}

/** @returns for example `148 → 152`, bytes; what is not known is left out. */
export function formatSizes({ kind, fromBytes, bytes }: Change, language: string): string {
  const [before, after] = [fromBytes, bytes].map((each) =>
    each === undefined ? '' : formatCount(each, language),
  );
  if (!before || before === after) return after ?? '';
  return after ? `${before} → ${after}` : `${before} →${endOf(kind)}`;
}

/** A node that is gone has no version any more; of any other it is only not known. */
function endOf(kind: Change['kind']): string {
  return kind === 'deleted' ? ' –' : '';
}
