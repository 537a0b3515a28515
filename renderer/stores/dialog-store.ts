import { create } from 'zustand';

/**
 * What each dialog is given, by its id. Whoever has a dialog declares it here, by merging:
 *
 *     declare module '../../stores/dialog-store.ts' {
 *       interface DialogProps { delete: { readonly path: string }; }
 *     }
 */
export interface DialogProps {
  palette: NoProps;
}

export type NoProps = Readonly<Record<string, never>>;

export type DialogId = keyof DialogProps;

/** A dialog that is open, with what it was given. */
export type OpenDialog = {
  [Id in DialogId]: { readonly id: Id; readonly props: DialogProps[Id] };
}[DialogId];

interface DialogState {
  /** The one modal dialog of the window. */
  readonly dialog: OpenDialog | null;
  /** How many have been opened so far: differs from one opening to the next. */
  readonly openings: number;
}

export const useDialogStore = create<DialogState>()(() => ({
  dialog: null,
  openings: 0,
}));

/** Opens a dialog in place of the one that is open. */
export function openDialog<Id extends DialogId>(id: Id, props: DialogProps[Id]): void {
  useDialogStore.setState(({ openings }) => ({
    dialog: { id, props } as OpenDialog,
    openings: openings + 1,
  }));
}

export function closeDialog(): void {
  useDialogStore.setState({ dialog: null });
}
