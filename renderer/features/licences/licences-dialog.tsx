import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, failureOf } from '../../bridge/client.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { Button, Dialog, Spinner } from '../../ui/index.ts';
import styles from './licences-dialog.module.css';

/** The licences of the libraries that the application is made of. */
export function LicencesDialog() {
  const { t } = useTranslation();
  const notices = useNotices();
  return (
    <Dialog
      title={t('licences.title')}
      onClose={closeDialog}
      isDismissable
      width={720}
      height={560}
      footer={
        <Button onPress={closeDialog} autoFocus>
          {t('licences.close')}
        </Button>
      }
    >
      <div className={styles.content}>
        <p>
          {t('licences.own')} {t('licences.runtime')}
        </p>
        <p>{t('licences.lead')}</p>
        {notices === null ? (
          <Spinner label={t('licences.reading')} />
        ) : (
          <pre
            // Scrolled by keyboard, too.
            tabIndex={0}
            role="region"
            aria-label={t('licences.libraries')}
            className={styles.notices}
          >
            {notices}
          </pre>
        )}
      </div>
    </Dialog>
  );
}

/** @returns null until they are read; why they could not be, where that failed. */
function useNotices(): string | null {
  const { t } = useTranslation();
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    const show = (next: string) => {
      if (isWanted) setText(next);
    };
    call('app.getNotices').then(show, (error: unknown) =>
      show(describeFailure(failureOf(error, 'app.getNotices'), t)),
    );
    return () => {
      isWanted = false;
    };
  }, [t]);
  return text;
}
