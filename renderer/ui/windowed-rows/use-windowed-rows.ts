import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { RowsWindow } from './row-store.ts';
import { visibleRows } from './scroll-scale.ts';
import { contentHeightPx, type WindowedRows } from './windowed-rows.ts';

/** Rows drawn above and below the viewport: what a scroll shows before the page has answered it. */
const drawnAroundRows = 12;

export interface DrawnRow<Row> {
  readonly index: number;
  readonly topPx: number;
  /** Undefined until it has been read. */
  readonly row: Row | undefined;
}

/**
 * Ties a list to the element that scrolls it.
 *
 * @param pinned the index of a row that stays in the page also when it is scrolled away, such as the one that has focus.
 * @returns the element's ref, the height of its content, and the rows to draw at their places.
 */
export function useWindowedRows<Row, Window extends RowsWindow<Row>>(
  list: WindowedRows<Row, Window>,
  pinned?: number,
): {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly contentHeightPx: number;
  readonly rowCount: number;
  readonly rows: readonly DrawnRow<Row>[];
} {
  const scrollerRef = useRef<HTMLDivElement | null>(null);
  const view = useStore(
    list.state,
    useShallow((state) => {
      const { first, end } = visibleRows(state.position, state.geometry);
      return {
        store: state.store,
        first: Math.max(0, first - drawnAroundRows),
        end: Math.min(state.geometry.rowCount, end + drawnAroundRows),
        rowHeightPx: state.geometry.rowHeightPx,
        offsetPx: state.position.offsetPx,
        heightPx: contentHeightPx(state),
        placement: state.placement,
      };
    }),
  );

  useLayoutEffect(() => {
    const scroller = scrollerRef.current;
    if (!scroller) return;
    const observer = new ResizeObserver(() => {
      list.resized(scroller.clientHeight);
    });
    observer.observe(scroller);
    list.resized(scroller.clientHeight);
    return () => {
      observer.disconnect();
    };
  }, [list]);

  useLayoutEffect(() => {
    const scroller = scrollerRef.current;
    if (scroller) scroller.scrollTop = list.view.position.physicalPx;
  }, [list, view.placement]);

  const onScroll = useCallback(() => {
    if (scrollerRef.current) list.scrolled(scrollerRef.current.scrollTop);
  }, [list]);

  const indexes = Array.from({ length: view.end - view.first }, (_, i) => view.first + i);
  const isPinnedAway = pinned !== undefined && (pinned < view.first || pinned >= view.end);
  if (isPinnedAway && view.store.rows.has(pinned)) indexes.push(pinned);

  return {
    scrollerRef,
    onScroll,
    contentHeightPx: view.heightPx,
    rowCount: view.store.rowCount,
    rows: indexes.map((index) => ({
      index,
      topPx: index * view.rowHeightPx - view.offsetPx,
      row: view.store.rows.get(index)?.row,
    })),
  };
}
