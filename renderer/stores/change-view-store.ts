import { create } from 'zustand';

interface ChangeViewState {
  /** The change that somebody asked to see before and after of; another object with each request. */
  readonly asked: { readonly id: number } | null;
  /** The offline timeline that is being looked at, or that the next panel begins with; null for none. */
  readonly opened: string | null;
}

/** What the list of changes shows, as far as other parts of the window have a say in it. */
export const useChangeViewStore = create<ChangeViewState>()(() => ({
  asked: null,
  opened: null,
}));

/** Has the list of changes show what one of them did. */
export function showChange(id: number): void {
  useChangeViewStore.setState({ asked: { id } });
}

/** Has the list of changes show a timeline that needs no connection. */
export function openTimeline(id: string): void {
  useChangeViewStore.setState({ opened: id });
}
