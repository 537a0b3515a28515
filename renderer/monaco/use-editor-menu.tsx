import { useEffect, useRef, useState, type MouseEvent, type ReactNode } from 'react';
import { EditorMenu, type EditorMenuProps, type OpenEditorMenu } from './editor-menu.tsx';
import type { monaco } from './monaco.ts';

export interface EditorMenuOptions extends Pick<EditorMenuProps, 'onFormat' | 'mayWrap'> {
  /** @returns the editor that an element belongs to; null for none. */
  readonly editorAt: (element: Element) => monaco.editor.ICodeEditor | null;
}

/**
 * Gives editors a context menu of the window's own, by pointer and by keyboard.
 * @returns what to do when it is asked for, and the menu, if it is open
 */
export function useEditorMenu({ editorAt, onFormat, mayWrap }: EditorMenuOptions): {
  readonly onContextMenu: (event: MouseEvent) => void;
  readonly menu: ReactNode;
} {
  const [open, setOpen] = useState<OpenEditorMenu | null>(null);
  const chosen = useRef<{ readonly editor: OpenEditorMenu['editor']; readonly act: () => void }>(
    null,
  );
  useEffect(() => {
    // The menu has gone, and no longer keeps the keyboard to itself.
    if (open || !chosen.current) return;
    const { editor, act } = chosen.current;
    chosen.current = null;
    editor.focus();
    act();
  }, [open]);
  const onContextMenu = (event: MouseEvent) => {
    const { target } = event;
    // A field within the editor, such as that of Find, has the menu of every field.
    if (!(target instanceof Element) || target.closest('.find-widget')) return;
    const editor = editorAt(target);
    if (!editor) return;
    event.preventDefault();
    const at = { x: event.clientX, y: event.clientY };
    setOpen({ editor, at, isByKeyboard: event.button !== 2 });
  };
  const menu = open && (
    <EditorMenu
      {...open}
      onFormat={onFormat}
      {...(mayWrap !== undefined && { mayWrap })}
      onClose={(act) => {
        if (act) chosen.current = { editor: open.editor, act };
        setOpen(null);
      }}
    />
  );
  return { onContextMenu, menu };
}
