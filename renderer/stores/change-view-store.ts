import { create } from 'zustand';

interface ChangeViewState {
  /** The change that somebody asked to see before and after of; another object with each request. */
  readonly asked: { readonly id: number } | null;
}

/** Where other parts of the window ask the list of changes to show one of them. */
export const useChangeViewStore = create<ChangeViewState>()(() => ({ asked: null }));

/** Has the list of changes show what one of them did. */
export function showChange(id: number): void {
  useChangeViewStore.setState({ asked: { id } });
}
