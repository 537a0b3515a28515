import { create } from 'zustand';

/** The one modal dialog of the window. */
export type AppDialog =
  | { readonly kind: 'palette' }
  | { readonly kind: 'create'; readonly parent: string }
  | { readonly kind: 'delete'; readonly path: string }
  /** With a path: to make a rule for that znode. */
  | { readonly kind: 'rules'; readonly path?: string }
  /** The draft of a node against what somebody else has saved meanwhile. */
  | { readonly kind: 'conflict'; readonly path: string };

interface DialogState {
  readonly dialog: AppDialog | null;
}

export const useDialogStore = create<DialogState>()(() => ({ dialog: null }));

/** Opens a dialog in place of the one that is open. */
export function openDialog(dialog: AppDialog): void {
  useDialogStore.setState({ dialog });
}

export function closeDialog(): void {
  useDialogStore.setState({ dialog: null });
}
