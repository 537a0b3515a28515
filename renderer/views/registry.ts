import { create } from 'zustand';
import { registerCommands } from '../commands/index.ts';
import type { DialogId } from '../stores/dialog-store.ts';
import type { DialogViewOf, PanelPlace, PanelView, PartView, TabView, View } from './view.ts';

const useRegistered = create<{ readonly views: readonly View[] }>()(() => ({ views: [] }));

/**
 * Adds views, in the order in which those of one place stand, and their commands.
 * @returns a function that takes them out again.
 * @throws Error when two views have the same id.
 */
export function registerViews(added: readonly View[]): () => void {
  const { views } = useRegistered.getState();
  const ids = new Set(views.map(({ id }) => id));
  for (const { id } of added) {
    if (ids.has(id)) throw new Error(`view registered twice: ${id}`);
    ids.add(id);
  }
  const sets = added.flatMap(({ commands }) => commands ?? []);
  const unregister = registerCommands(
    sets.flatMap(({ commands }) => commands),
    sets.flatMap(({ sources }) => sources),
  );
  useRegistered.setState({ views: [...views, ...added] });
  return () => {
    unregister();
    useRegistered.setState((state) => ({
      views: state.views.filter((view) => !added.includes(view)),
    }));
  };
}

/** @returns the panels of a place, in their order, those included that are only shown on request. */
export function usePanelViews(place: PanelPlace): readonly PanelView[] {
  return useViews((view): view is PanelView => view.kind === 'panel' && view.place === place);
}

/** @returns the tabs about the open node, in their order. */
export function useTabViews(): readonly TabView[] {
  return useViews((view): view is TabView => view.kind === 'tab');
}

/** @returns the small parts of a place, in their order. */
export function usePartViews(place: PartView['place']): readonly PartView[] {
  return useViews((view): view is PartView => view.kind === 'part' && view.place === place);
}

function useViews<Kind extends View>(isWanted: (view: View) => view is Kind): readonly Kind[] {
  return useRegistered((state) => state.views).filter(isWanted);
}

/** @returns the view of a dialog; undefined when none is registered. */
export function useDialogView<Id extends DialogId>(id: Id): DialogViewOf<Id> | undefined {
  const views = useRegistered((state) => state.views);
  return views.find((view) => view.kind === 'dialog' && view.id === id) as
    DialogViewOf<Id> | undefined;
}
