import { useTranslation } from 'react-i18next';
import type { UserWatch } from '../../../shared/model/change.ts';
import { removeWatch } from '../../stores/watch-store.ts';
import { Button, Dialog } from '../../ui/index.ts';

export interface RemoveKeptDialogProps {
  readonly watch: UserWatch;
  readonly onClose: () => void;
}

/** Asks whether what a watch has kept on disk goes with it. */
export function RemoveKeptDialog({ watch, onClose }: RemoveKeptDialogProps) {
  const { t } = useTranslation();
  const { id, path } = watch;
  const remove = (forgetHistory: boolean) => {
    onClose();
    void removeWatch(id, forgetHistory);
  };
  return (
    <Dialog
      title={t('watches.removeTitle')}
      onClose={onClose}
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            kind="danger"
            onPress={() => {
              remove(true);
            }}
          >
            {t('watches.deleteHistory')}
          </Button>
          <Button
            onPress={() => {
              remove(false);
            }}
          >
            {t('watches.keepHistory')}
          </Button>
        </>
      }
    >
      <p>{t('watches.removeText', { path })}</p>
    </Dialog>
  );
}
