import { createElement, Suspense } from 'react';
import { useDialogStore, type DialogId, type DialogProps } from '../stores/dialog-store.ts';
import { useDialogView } from './registry.ts';

/** The dialog that is open, if any. */
export function Dialogs() {
  const { dialog, openings } = useDialogStore();
  if (!dialog) return null;
  // Each opening is another dialog, also of the same kind: what was typed into the one before it is not its own.
  return <OpenedDialog key={openings} {...dialog} />;
}

interface OpenedDialogProps<Id extends DialogId> {
  readonly id: Id;
  readonly props: DialogProps[Id];
}

function OpenedDialog<Id extends DialogId>({ id, props }: OpenedDialogProps<Id>) {
  const view = useDialogView(id);
  return <Suspense>{view && createElement(view.component, props)}</Suspense>;
}
