import { useTranslation } from 'react-i18next';
import { forgetHistories } from '../../stores/watches.ts';
import { Button, Dialog } from '../../ui/index.ts';

export interface ClearKeptDialogProps {
  readonly onClear: () => void;
  readonly onClose: () => void;
}

/** Asks, before the list is cleared, what becomes of that part of it which is kept on disk. */
export function ClearKeptDialog({ onClear, onClose }: ClearKeptDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t('changes.clear')}
      onClose={onClose}
      aside={
        <Button
          kind="danger"
          onPress={() => {
            onClose();
            onClear();
            void forgetHistories();
          }}
        >
          {t('changes.clearKeptToo')}
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
              onClose();
              onClear();
            }}
          >
            {t('changes.clearListOnly')}
          </Button>
        </>
      }
    >
      <p>{t('changes.clearText')}</p>
    </Dialog>
  );
}
