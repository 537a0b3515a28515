import { useEffect, useId, type FocusEvent, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { EmptyState } from '../../../ui/index.ts';
import { useWindowedRows } from '../../../ui/windowed-rows/use-windowed-rows.ts';
import type { HistoryModel } from './history-model.ts';
import styles from './history-list.module.css';
import { HistoryRow } from './history-row.tsx';

/**
 * The versions of a node, newest first. The grid is one tab stop and keeps the focus; the active row is named by
 * `aria-activedescendant`.
 */
export function HistoryList({ model }: { readonly model: HistoryModel }) {
  const { t, i18n } = useTranslation();
  const idPrefix = useId();
  useEffect(() => model.follow(), [model]);
  const { active, picked, isRead } = useStore(model.state);
  const list = useWindowedRows(model.rows, active.index);
  const { scrollerRef, onScroll, contentHeightPx, rowCount, rows } = list;
  const rowId = (id: number) => `${idPrefix}-${String(id)}`;

  const pick = (index: number, isAdded: boolean) => {
    const version = model.rows.rowAt(index);
    if (!version) return;
    if (isAdded) model.togglePick(version.id);
    else model.pick(version.id);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      pick(active.index, event.key === ' ' || event.ctrlKey || event.metaKey);
    } else if (event.key === 'Escape' && picked.length > 0) {
      model.closeComparison();
    } else if (event.ctrlKey || event.metaKey || !moveByKey(model, event.key)) {
      return;
    }
    event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    const index = rowIndexAt(event.target);
    if (index === null) return;
    model.moveTo(index);
    pick(index, event.ctrlKey || event.metaKey || event.shiftKey);
  };

  /** An assistive tool may focus a row itself: the keys then act on that row. */
  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>) => {
    const index = rowIndexAt(target);
    if (index === null) return;
    model.moveTo(index);
    currentTarget.focus({ preventScroll: true });
  };

  const activeId =
    active.id !== null && rows.some(({ row }) => row?.id === active.id)
      ? rowId(active.id)
      : undefined;
  return (
    <div className={styles.history}>
      <div
        role="grid"
        aria-label={t('history.title')}
        aria-multiselectable
        aria-rowcount={rowCount + 1}
        aria-colcount={5}
        aria-activedescendant={activeId}
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
          <div role="row" aria-rowindex={1} className={styles.row}>
            <span role="columnheader">{t('history.time')}</span>
            <span role="columnheader">{t('history.kind')}</span>
            <span role="columnheader" className={styles.number}>
              {t('history.version')}
            </span>
            <span role="columnheader" className={styles.number}>
              {t('history.bytes')}
            </span>
            <span role="columnheader" className="visually-hidden">
              {t('history.seen')}
            </span>
          </div>
        </div>
        <div ref={scrollerRef} role="rowgroup" className={styles.body} onScroll={onScroll}>
          {rowCount === 0 && isRead && (
            <EmptyState title={t('history.emptyTitle')} text={t('history.emptyText')} />
          )}
          <div
            role="presentation"
            className={styles.content}
            style={{ height: `${String(contentHeightPx)}px` }}
          >
            {rows.map(({ index, topPx, row }) =>
              row ? (
                <HistoryRow
                  key={row.id}
                  id={rowId(row.id)}
                  change={row}
                  index={index}
                  topPx={topPx}
                  isActive={row.id === active.id}
                  isPicked={picked.includes(row.id)}
                  t={t}
                  language={i18n.language}
                />
              ) : null,
            )}
          </div>
        </div>
      </div>
      {rowCount > 0 && (
        <p className={styles.hint}>{t(rowCount > 1 ? 'history.hint' : 'history.hintOne')}</p>
      )}
    </div>
  );
}

function rowIndexAt(target: EventTarget): number | null {
  const row = target instanceof Element && target.closest<HTMLElement>('[data-index]');
  return row ? Number(row.dataset.index) : null;
}

/** @returns whether the key moves the active row. */
function moveByKey(model: HistoryModel, key: string): boolean {
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
