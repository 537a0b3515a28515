import { Eye, GitCompareArrows, ListFilter, type LucideIcon } from 'lucide-react';
import type { TFunction } from 'i18next';
import type { Change, SeenBy } from '../../../../shared/model/change.ts';
import { formatCount, formatDateTime, formatTimeOfDay } from '../../../i18n/format.ts';
import { classNames, KindMark } from '../../../ui/index.ts';
import type { GridCellsProps } from '../../../ui/windowed-rows/windowed-grid.tsx';
import styles from './history-list.module.css';

const seenIcons: Readonly<Record<SeenBy, LucideIcon>> = {
  watch: Eye,
  comparison: GitCompareArrows,
  sample: ListFilter,
};

const wholeSeconds = 'hh:mm:ss'.length;

/** One version of a node. */
export function VersionCells({ row: change, t, language }: GridCellsProps<Change>) {
  const { seenAt, seenBy, count, bytes } = change;
  const kind = kindOf(change);
  const shown = formatCount(count, language);
  return (
    <>
      <span role="gridcell" className={styles.time} title={formatDateTime(seenAt, language)}>
        {formatTimeOfDay(seenAt).slice(0, wholeSeconds)}
      </span>
      <span role="gridcell">
        <KindMark
          kind={kind}
          word={t(`history.kinds.${kind}`)}
          merged={count > 1 ? { count: shown, title: t('history.merged', { shown }) } : undefined}
        />
      </span>
      <span role="gridcell" className={styles.number}>
        {versionsOf(change)}
      </span>
      <span role="gridcell" className={classNames(styles.number, styles.size)}>
        {bytes !== undefined && kind !== 'deleted' && formatCount(bytes, language)}
      </span>
      <span role="gridcell" className={styles.seen} title={seenBy && t(`history.seenBy.${seenBy}`)}>
        {seenBy && <SeenMark seenBy={seenBy} t={t} />}
      </span>
    </>
  );
}

function SeenMark({ seenBy, t }: { readonly seenBy: SeenBy; readonly t: TFunction }) {
  const Icon = seenIcons[seenBy];
  return (
    <>
      <Icon aria-hidden />
      <span className="visually-hidden">{t(`history.seenBy.${seenBy}`)}</span>
    </>
  );
}

function kindOf({ kind }: Change): 'created' | 'dataChanged' | 'deleted' {
  return kind === 'created' || kind === 'deleted' ? kind : 'dataChanged';
}

/** @returns the version that it led to; where several were merged also the one before, `3 → 9`. */
function versionsOf({ kind, fromVersion, version, count }: Change): string {
  if (kind === 'deleted') return '';
  if (version === undefined) return '?';
  const isRun = count > 1 && fromVersion !== undefined;
  return isRun ? `${String(fromVersion)} → ${String(version)}` : String(version);
}
