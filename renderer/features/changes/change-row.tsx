import {
  CircleDashed,
  ListTree,
  PencilLine,
  Plug,
  Plus,
  ShieldHalf,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { Change, EntryKind } from '../../../shared/model/change.ts';
import { formatDateTime, formatTimeOfDay } from '../../i18n/format.ts';
import { classNames, MiddleEllipsis } from '../../ui/index.ts';
import styles from './changes-grid.module.css';
import { describeEvent, formatSizes, formatVersions } from './entry-words.ts';

export interface ChangeRowProps {
  readonly id: string;
  readonly change: Change;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isOpen: boolean;
  /** Handed down: a hook of its own in each row would cost as much as the rest of the row while scrolling. */
  readonly t: TFunction;
  readonly language: string;
}

/** Shape and word say the kind; the colour only repeats it. */
const icons: Readonly<Record<EntryKind, LucideIcon>> = {
  created: Plus,
  dataChanged: PencilLine,
  deleted: Trash2,
  childrenChanged: ListTree,
  aclChanged: ShieldHalf,
  session: Plug,
  gap: CircleDashed,
};

const wholeSeconds = 'hh:mm:ss'.length;

/** One row. It has no handlers of its own: the grid reads `data-index` of what was hit. */
export const ChangeRow = memo(function ChangeRow(props: ChangeRowProps) {
  const { id, change, index, topPx, isActive, isOpen, t, language } = props;
  const Icon = icons[change.kind];
  const time = formatTimeOfDay(change.seenAt);
  const event = describeEvent(change, t, language);
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={isOpen}
      data-index={index}
      className={classNames(
        styles.row,
        styles.bodyRow,
        isActive && styles.active,
        isOpen && styles.open,
      )}
      style={{ top: `${String(topPx)}px` }}
    >
      <span role="gridcell" className={styles.time} title={formatDateTime(change.seenAt, language)}>
        {time.slice(0, wholeSeconds)}
        <span className={styles.fraction}>{time.slice(wholeSeconds)}</span>
      </span>
      <span role="gridcell" className={classNames(styles.kind, styles[change.kind])}>
        <Icon aria-hidden />
        <span>{t(`changes.kinds.${change.kind}`)}</span>
        {change.count > 1 && (
          <span className={styles.merged} title={t('changes.merged', { count: change.count })}>
            ×{change.count}
          </span>
        )}
      </span>
      {event === null ? (
        <ChangeCells change={change} t={t} language={language} />
      ) : (
        <span role="gridcell" aria-colspan={changeColumns} className={styles.event} title={event}>
          {event}
        </span>
      )}
    </div>
  );
});

/** Path, version, size and how it was seen. */
const changeColumns = 4;

function ChangeCells({ change, t, language }: Pick<ChangeRowProps, 'change' | 't' | 'language'>) {
  const { path, seenBy } = change;
  return (
    <>
      {/* Named, because the two halves of a cut path would be read as two words. */}
      <span role="gridcell" aria-label={path} className={styles.path}>
        <MiddleEllipsis text={path} keepEnd={10} />
      </span>
      <span role="gridcell" className={styles.version}>
        {formatVersions(change)}
      </span>
      <span role="gridcell" className={styles.size}>
        {formatSizes(change, language)}
      </span>
      <span
        role="gridcell"
        className={styles.seenBy}
        title={seenBy && t(`changes.seenByTitles.${seenBy}`)}
      >
        {/* The rule needs no word. */}
        {seenBy && seenBy !== 'watch' && t(`changes.seenByWays.${seenBy}`)}
      </span>
    </>
  );
}
