import { create } from 'zustand';

<<<<<<< HEAD
/**
 * What each dialog is given, by its id. Whoever has a dialog declares it here, by merging:
 *
 *     declare module '../../stores/dialog-store.ts' {
 *       interface DialogProps { delete: { readonly path: string }; }
 *     }
 */
export interface DialogProps {
  palette: NoProps;
=======
/** The one modal dialog of the window. */
export type AppDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'create'; readonly parent: string }
  | { readonly kind: 'delete'; readonly path: string }
  /** With a path: to make a rule for that znode. */
  | { readonly kind: 'rules'; readonly path?: string }
  /** The draft of a node against what somebody else has saved meanwhile. */
  | { readonly kind: 'conflict'; readonly path: string }
  | ({ readonly kind: 'restore' } & Restoring)
  /** What a task has done. */
  | { readonly kind: 'taskReport'; readonly id: string };

/** A value that a node held before, to be written once more. */
export interface Restoring {
  readonly path: string;
  /** The version that it was the value of. */
  readonly version: number;
  readonly data: Uint8Array | null;
  /** What the node holds now, as it is shown; null when there is no node. */
  readonly base: NodeValue | null;
>>>>>>> 7d5e896 (feat(tasks): long work belongs to the application, with a journal, and says what it did)
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
