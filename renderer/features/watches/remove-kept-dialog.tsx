import { useTranslation } from 'react-i18next';
import type { UserWatch } from '../../../shared/model/change.ts';
import { removeWatch } from '../../stores/watches.ts';
import { Button, Dialog } from '../../ui/index.ts';
import styles from './remove-kept-dialog.module.css';

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
      aside={
        <Button
          kind="danger"
          onPress={() => {
            remove(true);
          }}
        >
          {t('watches.deleteHistory')}
        </Button>
      }
      footer={
        <>
          <Button autoFocus onPress={onClose}>
            {t('app.cancel')}
          </Button>
          <Button
            kind="primary"
            onPress={() => {
              remove(false);
            }}
          >
            {t('watches.keepHistory')}
          </Button>
        </>
      }
    >
      <p className={styles.text}>{t('watches.removeText', { path })}</p>
    </Dialog>
  );
}
