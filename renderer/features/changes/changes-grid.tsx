import { useId, type FocusEvent, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Change } from '../../../shared/model/change.ts';
import { useWindowedRows } from '../../ui/windowed-rows/use-windowed-rows.ts';
import { ChangeRow } from './change-row.tsx';
import type { ChangesModel } from './changes-model.ts';
import styles from './changes-grid.module.css';

export interface ChangesGridProps {
  readonly model: ChangesModel;
  readonly onOpen: (change: Change) => void;
  /** Shown in place of rows when there are none. */
  readonly empty: ReactNode;
}

/**
 * The changes, newest first. The grid is one tab stop and keeps the focus; the active row is named by
 * `aria-activedescendant`.
 */
export function ChangesGrid({ model, onOpen, empty }: ChangesGridProps) {
  const { t, i18n } = useTranslation();
  const idPrefix = useId();
  const active = useStore(model.state, (state) => state.active);
  const openId = useStore(model.state, (state) => state.openId);
  const list = useWindowedRows(model.rows, active.index);
  const { scrollerRef, contentHeightPx, rowCount, rows } = list;
  const rowId = (id: number) => `${idPrefix}-${String(id)}`;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (moveByKey(model, event.key)) {
      event.preventDefault();
    } else if (event.key === 'Enter' || event.key === ' ') {
      const change = model.rows.rowAt(active.index);
      if (change) onOpen(change);
      event.preventDefault();
    }
  };

  const onClick = ({ target }: MouseEvent) => {
    const row = target instanceof Element && target.closest<HTMLElement>('[data-index]');
    if (!row) return;
    const index = Number(row.dataset.index);
    const change = model.rows.rowAt(index);
    if (!change) return;
    model.moveTo(index);
    onOpen(change);
  };

  /** An assistive tool may focus a row itself: the keys then act on that row. */
  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    const row = target.closest<HTMLElement>('[data-index]');
    if (!row) return;
    model.moveTo(Number(row.dataset.index));
    currentTarget.focus({ preventScroll: true });
  };

  const activeId =
    active.id !== null && rows.some(({ row }) => row?.id === active.id)
      ? rowId(active.id)
      : undefined;
  return (
    <div
      role="grid"
      aria-label={t('changes.title')}
      aria-rowcount={rowCount + 1}
      aria-colcount={6}
      aria-activedescendant={activeId}
      tabIndex={0}
      className={styles.grid}
      onFocus={onFocus}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => {
        // The pointer must not focus the row itself: it would be scrolled into view while the button is still down.
        if (!(event.target instanceof Element && event.target.closest('[data-index]'))) return;
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true });
      }}
      onClick={onClick}
    >
      <div role="rowgroup" className={styles.head}>
        <div role="row" aria-rowindex={1} className={styles.row}>
          <span role="columnheader">{t('changes.time')}</span>
          <span role="columnheader">{t('changes.kind')}</span>
          <span role="columnheader">{t('changes.path')}</span>
          <span role="columnheader" className={styles.version}>
            {t('changes.version')}
          </span>
          <span role="columnheader" className={styles.size}>
            {t('changes.size')}
          </span>
          <span role="columnheader" className={styles.seenBy}>
            {t('changes.seenBy')}
          </span>
        </div>
      </div>
      <div
        ref={scrollerRef}
        role="rowgroup"
        className={styles.body}
        onScroll={(event) => {
          model.scrolled(event.currentTarget.scrollTop);
        }}
      >
        {rowCount === 0 && empty}
        <div
          role="presentation"
          className={styles.content}
          style={{ height: `${String(contentHeightPx)}px` }}
        >
          {rows.map(({ index, topPx, row }) =>
            row ? (
              <ChangeRow
                // By its place: while new changes come, every place shows another one, and elements are dear.
                key={index}
                id={rowId(row.id)}
                change={row}
                index={index}
                topPx={topPx}
                isActive={row.id === active.id}
                isOpen={row.id === openId}
                t={t}
                language={i18n.language}
              />
            ) : null,
          )}
        </div>
      </div>
    </div>
  );
}

/** @returns whether the key moves the active row. */
function moveByKey(model: ChangesModel, key: string): boolean {
  const { index } = model.state.getState().active;
  const { first, end } = model.rows.visible;
  const page = Math.max(1, end - first - 2);
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: model.rows.view.geometry.rowCount - 1,
  };
  const target = targets[key];
  if (target === undefined) return false;
  model.moveTo(target);
  return true;
}
