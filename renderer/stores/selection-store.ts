import { create } from 'zustand';

interface SelectionState {
  /** The znode that tree, path box and node panel show; null while there is none. */
  readonly selectedPath: string | null;
  /** Where the user has been, the latest last. */
  readonly back: readonly string[];
  /** Where `goBack` came from, the nearest last. */
  readonly forward: readonly string[];
}

const maxHistory = 200;
const nowhere: SelectionState = { selectedPath: null, back: [], forward: [] };

export const useSelectionStore = create<SelectionState>()(() => nowhere);

/** @returns the path that is meant: that of the target, else the selected one, null where there is none. */
export function targetPath(target?: { readonly path: string }): string | null {
  return target?.path ?? useSelectionStore.getState().selectedPath;
}

/** Selects a znode and remembers where the user came from. */
export function goTo(path: string): void {
  useSelectionStore.setState(({ selectedPath, back }) => {
    if (selectedPath === path) return {};
    return {
      selectedPath: path,
      back: selectedPath === null ? back : [...back, selectedPath].slice(-maxHistory),
      forward: [],
    };
  });
}

export function goBack(): void {
  useSelectionStore.setState(({ selectedPath, back, forward }) => {
    const path = back.at(-1);
    if (path === undefined) return {};
    return {
      selectedPath: path,
      back: back.slice(0, -1),
      forward: selectedPath === null ? forward : [...forward, selectedPath],
    };
  });
}

export function goForward(): void {
  useSelectionStore.setState(({ selectedPath, back, forward }) => {
    const path = forward.at(-1);
    if (path === undefined) return {};
    return {
      selectedPath: path,
      back: selectedPath === null ? back : [...back, selectedPath],
      forward: forward.slice(0, -1),
    };
  });
}
