import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeletePlan } from '../../../shared/model/node.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatCount } from '../../i18n/format.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { countDraftsAt } from '../../stores/draft-store.ts';
import { Button, Dialog, MiddleEllipsis, ProgressBar } from '../../ui/index.ts';
import { countOf, isNameOf, needsName } from './confirmation.ts';
import styles from './delete-dialog.module.css';
import { NameField } from './name-field.tsx';
import { useDelete, type Deletion } from './use-delete.ts';

export interface DeleteDialogProps {
  readonly path: string;
}

/** Says what a delete would remove, counted just now, and removes it once confirmed. */
export function DeleteDialog({ path }: DeleteDialogProps) {
  const { t, i18n } = useTranslation();
  const deletion = useDelete(path);
  const { step } = deletion;
  const [typed, setTyped] = useState('');
  const cancelButton = useRef<HTMLButtonElement>(null);
  const isOver = step.kind === 'gone' || step.kind === 'refused';
  const plan = step.kind === 'planned' ? step.planned.shown : null;
  const isBig = plan !== null && needsName(plan);
  const mayConfirm = plan !== null && (!isBig || isNameOf(path, typed));
  const confirm = () => {
    if (!mayConfirm) return;
    // What has the focus is disabled or gone from here on, and Escape needs the focus inside.
    cancelButton.current?.focus();
    // Should it have to be counted again, that count is confirmed anew.
    setTyped('');
    deletion.confirm();
  };
  return (
    <Dialog
      title={t('remove.title', { path })}
      onClose={closeDialog}
      width={480}
      footer={
        <>
          {step.kind === 'failed' && (
            <Button onPress={deletion.countAgain}>{t('remove.countAgain')}</Button>
          )}
          <Button ref={cancelButton} onPress={closeDialog} autoFocus>
            {t(isOver ? 'remove.close' : 'app.cancel')}
          </Button>
          {!isOver && (
            <Button kind="danger" isDisabled={!mayConfirm} onPress={confirm}>
              {isBig
                ? t('remove.confirmMany', { formatted: formatCount(countOf(plan), i18n.language) })
                : t('remove.confirm')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.content}>
        <StepContent path={path} deletion={deletion} />
        {isBig && <NameField path={path} typed={typed} onChange={setTyped} onSubmit={confirm} />}
      </div>
    </Dialog>
  );
}

function StepContent({ path, deletion }: DeleteDialogProps & { readonly deletion: Deletion }) {
  const { t, i18n } = useTranslation();
  const { step, progress } = deletion;
  const format = (count: number) => formatCount(count, i18n.language);
  switch (step.kind) {
    case 'counting': {
      const done = progress?.done ?? 0;
      return (
        <ProgressBar
          label={t('remove.counting', { path })}
          value={done}
          valueText={t('remove.counted', { count: done, formatted: format(done) })}
        />
      );
    }
    case 'planned':
      return (
        <>
          {step.hasChanged && (
            <p role="alert" className={styles.changed}>
              {t('remove.changed', { path })}
            </p>
          )}
          <Plan plan={step.planned.shown} />
        </>
      );
    case 'deleting':
      // What takes longer goes on in the region Tasks.
      return <ProgressBar label={t('tasks.work.deleteSubtree', { path })} value={0} />;
    case 'gone':
      return <p role="alert">{t('remove.gone', { path })}</p>;
    case 'refused':
      return <p role="alert">{describeFailure(step.failure, t)}</p>;
    case 'failed':
      return <p role="alert">{step.text ?? describeFailure(step.failure, t)}</p>;
  }
}

function Plan({ plan }: { readonly plan: DeletePlan }) {
  const { t, i18n } = useTranslation();
  const { path, descendantCount, ephemeralCount, sample } = plan;
  const format = (count: number) => ({ count, formatted: formatCount(count, i18n.language) });
  const drafts = countDraftsAt(path);
  const more = descendantCount - sample.length;
  return (
    <>
      <p className={styles.statement}>
        {descendantCount === 0
          ? t('remove.onlyThis', { path })
          : t('remove.withChildren', {
              path,
              ...format(descendantCount),
              total: formatCount(countOf(plan), i18n.language),
            })}
      </p>
      {ephemeralCount > 0 && <p>{t('remove.ephemerals', format(ephemeralCount))}</p>}
      {sample.length > 0 && (
        <div>
          <p className={styles.muted}>{t('remove.sample')}</p>
          <ul className={styles.sample}>
            {sample.map((child) => (
              <li key={child}>
                <MiddleEllipsis text={child} keepEnd={24} />
              </li>
            ))}
            {more > 0 && <li className={styles.muted}>{t('remove.andMore', format(more))}</li>}
          </ul>
        </div>
      )}
      {drafts > 0 && <p>{t('remove.drafts', format(drafts))}</p>}
      <p className={styles.muted}>{t('remove.noUndo')}</p>
    </>
  );
}
