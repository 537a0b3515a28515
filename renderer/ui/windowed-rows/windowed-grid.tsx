import {
  memo,
  useId,
  type ComponentType,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { classNames } from '../class-names.ts';
import type { ActiveRow } from './active-row.ts';
import type { RowsWindow } from './row-store.ts';
import { useWindowedRows } from './use-windowed-rows.ts';
import styles from './windowed-grid.module.css';
import type { WindowedRows } from './windowed-rows.ts';

export interface GridColumn {
  readonly title: string;
  readonly className?: string | undefined;
}

export interface GridCellsProps<Row> {
  readonly row: Row;
  /** Handed down: a hook of its own in each row would cost as much as the rest of the row while scrolling. */
  readonly t: TFunction;
  readonly language: string;
}

export interface WindowedGridProps<Row, Window extends RowsWindow<Row>> {
  /** The accessible name. */
  readonly label: string;
  readonly columns: readonly GridColumn[];
  /** Says how wide the columns are (`grid-template-columns`), of the head and of each row. */
  readonly rowClassName: string | undefined;
  readonly list: WindowedRows<Row, Window>;
  readonly active: ActiveRow<Row, Window>;
  /** The cells of one row, each with the role `gridcell`. They have no handlers: the grid reads which row was hit. */
  readonly Cells: ComponentType<GridCellsProps<Row>>;
  readonly isSelected: (row: Row) => boolean;
  /** Where several rows can be selected, `isAdded` says that the row joins them (a modifier, or the space bar). */
  readonly isMultiselectable?: boolean;
  readonly onChoose: (row: Row, isAdded: boolean) => void;
  /** Takes the place of the list's own `scrolled`. */
  readonly onScrolled?: (scrollTopPx: number) => void;
  /** Shown when there are no rows. */
  readonly empty: ReactNode;
}

/**
 * A table of any length under a head of its own. It is one tab stop and keeps the focus; the active row is named by
 * `aria-activedescendant`, so rows may come and go without the focus ever being lost.
 */
export function WindowedGrid<Row, Window extends RowsWindow<Row>>(
  props: WindowedGridProps<Row, Window>,
) {
  const { label, columns, rowClassName, list, active, Cells, isSelected, empty } = props;
  const { isMultiselectable, onChoose, onScrolled } = props;
  const { t, i18n } = useTranslation();
  const idPrefix = useId();
  const { index: activeIndex, key: activeKey } = useStore(active.state);
  const windowed = useWindowedRows(list, activeIndex);
  const { scrollerRef, onScroll, contentHeightPx, rowCount, rows } = windowed;
  const held = rows.flatMap(({ row, ...place }) =>
    row === undefined ? [] : [{ ...place, row, key: list.keyOf(row) }],
  );
  const rowId = (key: string | number) => `${idPrefix}-${String(key)}`;
  const isActiveHeld = activeKey !== null && held.some(({ key }) => key === activeKey);

  const choose = (index: number, isAdded: boolean) => {
    const row = list.rowAt(index);
    if (row !== undefined) onChoose(row, isAdded);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const { key, altKey, ctrlKey, metaKey } = event;
    const isModified = ctrlKey || metaKey;
    if (altKey || (isModified && !isMultiselectable)) return;
    if (key === 'Enter' || key === ' ') choose(activeIndex, key === ' ' || isModified);
    else if (isModified || !active.moveByKey(key)) return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    const index = rowIndexAt(event.target);
    if (index === null) return;
    active.moveTo(index);
    choose(index, event.ctrlKey || event.metaKey || event.shiftKey);
  };

  /** An assistive tool may focus a row itself: the keys then act on that row. */
  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    const index = rowIndexAt(target);
    if (index === null) return;
    active.moveTo(index);
    currentTarget.focus({ preventScroll: true });
  };

  return (
    <div
      role="grid"
      aria-label={label}
      aria-multiselectable={isMultiselectable}
      aria-rowcount={rowCount + 1}
      aria-colcount={columns.length}
      aria-activedescendant={isActiveHeld ? rowId(activeKey) : undefined}
      tabIndex={0}
      className={styles.grid}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        // The pointer must not focus the row itself: it would be scrolled into view while the button is still down.
        if (rowIndexAt(event.target) === null) return;
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      }}
      onClick={onClick}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={classNames(styles.row, rowClassName)}>
          {columns.map(({ title, className }) => (
            <span key={title} role="columnheader" className={className} title={title}>
              {title}
            </span>
          ))}
        </div>
      </div>
      <div
        ref={scrollerRef}
        role="rowgroup"
        className={styles.body}
        onScroll={
          onScrolled
            ? (event) => {
                onScrolled(event.currentTarget.scrollTop);
              }
            : onScroll
        }
      >
        {rowCount === 0 && empty}
        <div
          role="presentation"
          className={styles.content}
          style={{ height: `${String(contentHeightPx)}px` }}
        >
          {held.map(({ key, index, topPx, row }) => (
            <GridRow
              // By its place: while new rows come, every place shows another one, and elements are dear.
              key={index}
              id={rowId(key)}
              row={row}
              index={index}
              topPx={topPx}
              isActive={key === activeKey}
              isSelected={isSelected(row)}
              className={rowClassName}
              Cells={Cells}
              t={t}
              language={i18n.language}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface GridRowProps<Row> extends GridCellsProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly className: string | undefined;
  readonly Cells: ComponentType<GridCellsProps<Row>>;
}

function GridRowFrame<Row>(props: GridRowProps<Row>) {
  const { id, row, index, topPx, isActive, isSelected, className, Cells, t, language } = props;
  return (
    <div
      id={id}
      role="row"
      tabIndex={-1}
      // The head is row 1.
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      className={classNames(
        styles.row,
        styles.bodyRow,
        isActive && styles.active,
        isSelected && styles.selected,
        className,
      )}
      style={{ top: `${String(topPx)}px` }}
    >
      <Cells row={row} t={t} language={language} />
    </div>
  );
}

// `memo` forgets that the component is generic.
const GridRow = memo(GridRowFrame) as typeof GridRowFrame;

function rowIndexAt(target: EventTarget): number | null {
  const row = target instanceof Element && target.closest<HTMLElement>('[data-index]');
  return row ? Number(row.dataset.index) : null;
}
