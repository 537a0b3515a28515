import { useTranslation } from 'react-i18next';
import { ConflictDialog } from '../features/conflict/index.ts';
import { CreateDialog } from '../features/create/index.ts';
import { DeleteDialog } from '../features/delete/index.ts';
import { RestoreDialog } from '../features/node/index.ts';
import { Palette } from '../features/palette/index.ts';
import { TaskReport } from '../features/tasks/index.ts';
import { RulesDialog } from '../features/rules/index.ts';
import { useDialogStore } from '../stores/dialog-store.ts';
import { notify } from '../stores/notice-store.ts';
import { describePathFault, goToTypedPath } from './go-to-path.ts';

/** The dialog that is open, if any. */
export function Dialogs() {
  const { t } = useTranslation();
  const dialog = useDialogStore((state) => state.dialog);
  const goToPath = async (path: string) => {
    const fault = await goToTypedPath(path);
    if (fault) notify({ kind: 'error', text: describePathFault(fault, t) });
  };
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'palette':
      return <Palette onGoToPath={(path) => void goToPath(path)} />;
    case 'create':
      return <CreateDialog parent={dialog.parent} />;
    case 'delete':
      return <DeleteDialog path={dialog.path} />;
    case 'rules':
      return <RulesDialog key={dialog.path ?? ''} path={dialog.path} />;
    case 'conflict':
      return <ConflictDialog path={dialog.path} />;
    case 'taskReport':
      return <TaskReport id={dialog.id} />;
    case 'restore':
      return <RestoreDialog {...dialog} />;
  }
}
