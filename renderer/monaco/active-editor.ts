/** What commands may do with the editor that is on screen; kept apart from Monaco so that start-up does not load it. */
export interface ActiveEditor {
  readonly focus: () => void;
  readonly find: () => void;
  /** Puts the caret at the beginning of a line, counted from 1, and the keyboard into the editor. */
  readonly showLine: (line: number) => void;
  /** Changes the text as if it were typed: one step, which can be undone. Line feeds only, before and after. */
  readonly change: (change: (text: string) => string) => void;
}

let active: ActiveEditor | null = null;

/** @returns a function that takes the editor out again. */
export function setActiveEditor(editor: ActiveEditor): () => void {
  active = editor;
  return () => {
    if (active === editor) active = null;
  };
}

export function getActiveEditor(): ActiveEditor | null {
  return active;
}
