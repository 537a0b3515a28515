import {
  Eye,
  GitCompareArrows,
  ListFilter,
  PencilLine,
  Plus,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { Change, SeenBy } from '../../../../shared/model/change.ts';
import { formatCount, formatDateTime, formatTimeOfDay } from '../../../i18n/format.ts';
import { classNames } from '../../../ui/index.ts';
import styles from './history-list.module.css';

export interface HistoryRowProps {
  readonly id: string;
  readonly change: Change;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isPicked: boolean;
  /** Handed down: a hook of its own in each row would cost as much as the rest of the row while scrolling. */
  readonly t: TFunction;
  readonly language: string;
}

type VersionKind = 'created' | 'dataChanged' | 'deleted';

/** Shape and word say the kind; the colour only repeats it. */
const icons: Readonly<Record<VersionKind, LucideIcon>> = {
  created: Plus,
  dataChanged: PencilLine,
  deleted: Trash2,
};

const seenIcons: Readonly<Record<SeenBy, LucideIcon>> = {
  watch: Eye,
  comparison: GitCompareArrows,
  sample: ListFilter,
};

const wholeSeconds = 'hh:mm:ss'.length;

/** One version. It has no handlers of its own: the list reads `data-index` of what was hit. */
export const HistoryRow = memo(function HistoryRow(props: HistoryRowProps) {
  const { id, change, index, topPx, isActive, isPicked, t, language } = props;
  const kind = kindOf(change);
  const Icon = icons[kind];
  const { seenBy } = change;
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={isPicked}
      data-index={index}
      className={classNames(
        styles.row,
        styles.bodyRow,
        isActive && styles.active,
        isPicked && styles.picked,
      )}
      style={{ top: `${String(topPx)}px` }}
    >
      <span role="gridcell" className={styles.time} title={formatDateTime(change.seenAt, language)}>
        {formatTimeOfDay(change.seenAt).slice(0, wholeSeconds)}
      </span>
      <span role="gridcell" className={classNames(styles.kind, styles[kind])}>
        <Icon aria-hidden />
        <span className={styles.word}>{t(`history.kinds.${kind}`)}</span>
        {change.count > 1 && (
          <span
            className={styles.merged}
            title={t('history.merged', { shown: formatCount(change.count, language) })}
          >
            ×{formatCount(change.count, language)}
          </span>
        )}
      </span>
      <span role="gridcell" className={styles.number}>
        {versionsOf(change)}
      </span>
      <span role="gridcell" className={classNames(styles.number, styles.size)}>
        {change.bytes !== undefined && kind !== 'deleted' && formatCount(change.bytes, language)}
      </span>
      <span role="gridcell" className={styles.seen} title={seenBy && t(`history.seenBy.${seenBy}`)}>
        {seenBy && <SeenMark seenBy={seenBy} t={t} />}
      </span>
    </div>
  );
});

function SeenMark({ seenBy, t }: { readonly seenBy: SeenBy; readonly t: TFunction }) {
  const Icon = seenIcons[seenBy];
  return (
    <>
      <Icon aria-hidden />
      <span className="visually-hidden">{t(`history.seenBy.${seenBy}`)}</span>
    </>
  );
}

function kindOf({ kind }: Change): VersionKind {
  return kind === 'created' || kind === 'deleted' ? kind : 'dataChanged';
}

/** @returns the version that it led to; where several were merged also the one before, `3 → 9`. */
function versionsOf({ kind, fromVersion, version, count }: Change): string {
  if (kind === 'deleted') return '';
  if (version === undefined) return '?';
  const isRun = count > 1 && fromVersion !== undefined;
  return isRun ? `${String(fromVersion)} → ${String(version)}` : String(version);
}
