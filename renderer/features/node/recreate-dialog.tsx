import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../bridge/client.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { Button, Dialog, Select } from '../../ui/index.ts';
import { recreate } from './node-actions.ts';
import styles from './recreate-dialog.module.css';
import { formatAcl, knownOf, type Recreation } from './recreation.ts';

declare module '../../stores/dialog-store.ts' {
  interface DialogProps {
    recreate: RecreateDialogProps;
  }
}

export interface RecreateDialogProps {
  readonly path: string;
}

type AclChoice = 'before' | 'open';

/** Asks how a node is created again where that is not known, or where it takes more than to make it as it was. */
export function RecreateDialog({ path }: RecreateDialogProps) {
  const { t } = useTranslation();
  // As it was known when it was asked: what is read meanwhile must not change what is being decided.
  const [before] = useState(() => knownOf(path));
  const [mode, setMode] = useState<Recreation['mode']>('persistent');
  const [aclChoice, setAclChoice] = useState<AclChoice>(before.acl ? 'before' : 'open');
  const [problem, setProblem] = useState<string | null>(null);
  const { acl } = before;

  const submit = async () => {
    try {
      await recreate(path, {
        mode,
        ...(aclChoice === 'before' && acl && { acl }),
        createParents: true,
      });
      closeDialog();
    } catch (error) {
      setProblem(describeFailure(failureOf(error, 'node.create'), t));
    }
  };

  return (
    <Dialog
      title={t('node.recreateTitle', { path })}
      onClose={closeDialog}
      width={480}
      footer={
        <>
          <Button onPress={closeDialog} autoFocus>
            {t('app.cancel')}
          </Button>
          <Button kind="primary" onPress={() => void submit()}>
            {t('node.createAgain')}
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {problem !== null && <p role="alert">{problem}</p>}
        {before.mode === 'ephemeral' && <p>{t('node.beforeEphemeral')}</p>}
        {before.mode === undefined && <p>{t('node.beforeUnknown')}</p>}
        <Select
          label={t('create.mode')}
          items={(['persistent', 'ephemeral'] as const).map((id) => ({
            id,
            label: t(`create.modes.${id}`),
          }))}
          value={mode}
          onChange={setMode}
          description={t(`create.modeHints.${mode}`)}
        />
        {acl ? (
          <Select
            label={t('node.aclLabel')}
            items={[
              { id: 'before', label: t('node.aclAsBefore', { acl: formatAcl(acl) }) },
              { id: 'open', label: t('node.aclOpen') },
            ]}
            value={aclChoice}
            onChange={setAclChoice}
          />
        ) : (
          <p>{t('node.beforeOpen')}</p>
        )}
        <p>{t('node.parentsOpen')}</p>
      </div>
    </Dialog>
  );
}
