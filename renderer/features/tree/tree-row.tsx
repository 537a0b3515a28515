import {
  Activity,
  ChevronDown,
  ChevronRight,
  CircleDashed,
  ListTree,
  Lock,
  PencilLine,
  Plus,
  Trash2,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import type { TFunction } from 'i18next';
import { memo } from 'react';
import type { TreeRow } from '../../../shared/model/tree.ts';
import { shortName, visibleInSentence, visibleParts } from '../../../shared/visible-name.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatCount } from '../../i18n/format.ts';
import { classNames, MiddleEllipsis, showParts } from '../../ui/index.ts';
import { describeRow, expandedState, isLocked } from './describe-row.ts';
import type { FlashKind } from './flashes.ts';
import { rowId } from './row-name.ts';
import type { RowFlash } from './tree-model.ts';
import styles from './tree-row.module.css';

export interface TreeRowItemProps {
  readonly row: TreeRow;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly hasDraft: boolean;
  readonly flash: RowFlash | undefined;
  /** Handed down: a hook of its own in each row would cost as much as the rest of the row while scrolling. */
  readonly t: TFunction;
  readonly language: string;
}

/** One row. It has no handlers of its own: the tree reads `data-index` and `data-toggle` of what was hit. */
export const TreeRowItem = memo(function TreeRowItem(props: TreeRowItemProps) {
  const { row, index, topPx, isActive, isSelected, hasDraft, flash, t, language } = props;
  const numChildren = row.stat?.numChildren ?? 0;
  return (
    <div
      id={rowId(row.path)}
      role="treeitem"
      tabIndex={-1}
      aria-label={describeRow(row, hasDraft, flash?.kind, t, language)}
      aria-level={row.level}
      aria-setsize={row.setSize}
      aria-posinset={row.position}
      aria-selected={isSelected}
      aria-expanded={expandedState(row)}
      aria-busy={row.expansion === 'loading' || undefined}
      data-index={index}
      className={classNames(
        styles.row,
        isActive && styles.active,
        isSelected && styles.selected,
        row.failure && styles.failed,
      )}
      style={{ top: `${String(topPx)}px` }}
    >
      {flash && (
        <span
          key={flash.number}
          className={classNames(styles.flash, styles[flash.kind])}
          data-flash={flash.kind}
        />
      )}
      <span className={styles.indent} style={{ width: `${String((row.level - 1) * 14)}px` }} />
      <RowMark row={row} t={t} />
      <RowName row={row} />
      {hasDraft && <span className={styles.draft} title={t('tree.draftHint')} />}
      {flash && <FlashMark kind={flash.kind} />}
      {row.changesBelow > 0 && (
        <span
          className={styles.below}
          title={t('tree.changesBelow', {
            count: row.changesBelow,
            shown: formatCount(row.changesBelow, language),
          })}
        >
          <Activity aria-hidden />
          {row.changesBelow > 999 ? '999+' : row.changesBelow}
        </span>
      )}
      {numChildren > 0 && (
        // The blank keeps name and number two words in the text of the row; it is not drawn.
        <span className={styles.count}>{` ${formatCount(numChildren, language)}`}</span>
      )}
    </div>
  );
});

const flashIcons: Readonly<Record<FlashKind, LucideIcon>> = {
  created: Plus,
  changed: PencilLine,
  deleted: Trash2,
};

/** The shape that goes with the colour of a flash. */
function FlashMark({ kind }: { readonly kind: FlashKind }) {
  const Icon = flashIcons[kind];
  return <Icon aria-hidden className={styles.flashMark} />;
}

/** What stands before the name: the handle of a level, or a mark that says what the node is. */
function RowMark({ row, t }: Pick<TreeRowItemProps, 'row' | 't'>) {
  if (row.expansion === 'loading') {
    return (
      <span className={styles.mark} data-toggle>
        <ChevronRight className={styles.waiting} />
        <span className={styles.spinner} />
      </span>
    );
  }
  if (row.failure) {
    return (
      <span className={styles.mark} title={describeFailure(row.failure, t)} data-toggle>
        {isLocked(row) ? <Lock /> : <TriangleAlert />}
      </span>
    );
  }
  // The root cannot be closed, so it has no handle.
  if (row.level === 1) {
    return (
      <span className={styles.mark}>
        <ListTree />
      </span>
    );
  }
  if (row.expansion === 'expanded' || row.expansion === 'collapsed') {
    return (
      <span className={styles.mark} data-toggle>
        {row.expansion === 'expanded' ? <ChevronDown /> : <ChevronRight />}
      </span>
    );
  }
  if (row.stat?.ephemeral) {
    return (
      <span className={styles.mark} title={t('tree.ephemeralHint')}>
        <CircleDashed />
      </span>
    );
  }
  return <span className={styles.mark} />;
}

/** A name cut in the middle where it is too long; the number of a sequential node is never cut. */
function RowName({ row: { name, sequenceLength = 0 } }: Pick<TreeRowItemProps, 'row'>) {
  if (sequenceLength === 0) return <MiddleEllipsis text={name} className={styles.name ?? ''} />;
  return (
    <bdi className={styles.name} title={visibleInSentence(name)}>
      <span className={styles.stem}>
        {showParts(visibleParts(shortName(name.slice(0, -sequenceLength))))}
      </span>
      <span className={styles.sequence}>{name.slice(-sequenceLength)}</span>
    </bdi>
  );
}
