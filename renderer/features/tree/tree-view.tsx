import { useEffect, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { TreeRow } from '../../../shared/model/tree.ts';
import { runCommand } from '../../commands/index.ts';
import { useDraftPaths } from '../../stores/draft-store.ts';
import { goTo, useSelectionStore } from '../../stores/selection-store.ts';
import { useWindowedRows } from '../../ui/windowed-rows/use-windowed-rows.ts';
import { reportTreeError } from './report-error.ts';
import { RowMenu } from './row-menu.tsx';
import { rowId } from './row-name.ts';
import { createTreeKeys } from './tree-keys.ts';
import type { TreeModel } from './tree-model.ts';
import { TreeRowItem } from './tree-row.tsx';
import rowStyles from './tree-row.module.css';
import styles from './tree-view.module.css';

interface OpenMenu {
  readonly path: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly isByKeyboard: boolean;
}

/**
 * The tree itself. The element with the role is the one tab stop and keeps the focus; the active row is named by
 * `aria-activedescendant`, so rows may come and go without the focus ever being lost.
 */
export function TreeView({ model }: { readonly model: TreeModel }) {
  const { t, i18n } = useTranslation();
  const selectedPath = useSelectionStore((state) => state.selectedPath);
  const draftPaths = useDraftPaths();
  const active = useStore(model.state, (state) => state.active);
  const flashes = useStore(model.state, (state) => state.flashes);
  const { scrollerRef, onScroll, contentHeightPx, rows } = useWindowedRows(
    model.rows,
    active.index,
  );
  const [menu, setMenu] = useState<OpenMenu | null>(null);

  useEffect(() => {
    if (selectedPath === null || model.state.getState().active.path === selectedPath) return;
    model.reveal(selectedPath).catch(reportTreeError);
  }, [model, selectedPath]);

  const handleKey = useMemo(
    () =>
      createTreeKeys(model, {
        open: goTo,
        askToDelete: (path) => {
          runCommand('node.delete', { path });
        },
        onError: reportTreeError,
      }),
    [model],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) return;
    // The keyboard has taken over: the row under the resting pointer no longer has to stay in place.
    model.setHovered(null);
    if (handleKey(event.nativeEvent, event.timeStamp)) event.preventDefault();
  };

  const onClick = (event: MouseEvent) => {
    const hit = hitRow(model, event);
    if (!hit) return;
    model.moveTo(hit.index);
    if (hit.isToggle) toggle(model, hit.row);
    else goTo(hit.row.path);
  };

  const onDoubleClick = (event: MouseEvent) => {
    const hit = hitRow(model, event);
    if (hit && !hit.isToggle) toggle(model, hit.row);
  };

  const onContextMenu = (event: MouseEvent) => {
    event.preventDefault();
    const hit = hitRow(model, event);
    if (hit) {
      model.moveTo(hit.index);
      const at = { x: event.clientX, y: event.clientY };
      setMenu({ path: hit.row.path, at, isByKeyboard: false });
      return;
    }
    // The menu key: it comes from the tree, not from a row.
    const path = active.path;
    const element = path === null ? null : document.getElementById(rowId(path));
    if (path === null || !element) return;
    const { left, bottom } = element.getBoundingClientRect();
    setMenu({ path, at: { x: left + 40, y: bottom }, isByKeyboard: true });
  };

  const activeId =
    active.path !== null && rows.some(({ row }) => row?.path === active.path)
      ? rowId(active.path)
      : undefined;
  return (
    <>
      <div
        ref={scrollerRef}
        role="tree"
        aria-label={t('tree.znodes')}
        aria-activedescendant={activeId}
        aria-busy={rows.length === 0 || undefined}
        tabIndex={0}
        className={styles.tree}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => {
          // The pointer must not focus the row itself: it would be scrolled into view while the button is still down.
          if (!hitRow(model, event)) return;
          event.preventDefault();
          event.currentTarget.focus({ preventScroll: true });
        }}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
        onContextMenu={onContextMenu}
        onFocus={(event) => {
          model.setFocused(true);
          // An assistive tool may focus a row itself: the keys then act on that row.
          const hit = hitRow(model, event);
          if (!hit) return;
          model.moveTo(hit.index);
          event.currentTarget.focus({ preventScroll: true });
        }}
        onBlur={() => {
          model.setFocused(false);
        }}
        onPointerMove={(event) => {
          model.setHovered(hitRow(model, event)?.row.path ?? null);
        }}
        onPointerLeave={() => {
          model.setHovered(null);
        }}
      >
        <div className={styles.content} style={{ height: `${String(contentHeightPx)}px` }}>
          {rows.map(({ index, topPx, row }) =>
            row ? (
              <TreeRowItem
                key={row.path}
                row={row}
                index={index}
                topPx={topPx}
                isActive={row.path === active.path}
                isSelected={row.path === selectedPath}
                hasDraft={draftPaths.has(row.path)}
                flash={flashes.get(row.path)}
                t={t}
                language={i18n.language}
              />
            ) : (
              <div
                key={index}
                className={rowStyles.placeholder}
                style={{ top: `${String(topPx)}px` }}
              />
            ),
          )}
        </div>
      </div>
      {menu && (
        <RowMenu
          path={menu.path}
          at={menu.at}
          isByKeyboard={menu.isByKeyboard}
          onClose={() => {
            setMenu(null);
          }}
        />
      )}
    </>
  );
}

/** @returns the row that an event of the pointer hit, and whether it hit its handle. */
function hitRow(
  model: TreeModel,
  { target }: { readonly target: EventTarget },
): { readonly row: TreeRow; readonly index: number; readonly isToggle: boolean } | null {
  if (!(target instanceof Element)) return null;
  const element = target.closest<HTMLElement>('[data-index]');
  if (!element) return null;
  const index = Number(element.dataset.index);
  const row = model.rows.rowAt(index);
  return row ? { row, index, isToggle: target.closest('[data-toggle]') !== null } : null;
}

function toggle(model: TreeModel, row: TreeRow): void {
  const isOpen = row.expansion === 'expanded' || row.expansion === 'loading';
  (isOpen ? model.collapse(row.path) : model.expand(row.path)).catch(reportTreeError);
}
