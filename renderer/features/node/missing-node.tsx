import { useTranslation } from 'react-i18next';
import type { ConnectionSnapshot } from '../../../shared/model/connection.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { parentOf } from '../../../shared/znode-path.ts';
import { useTopic } from '../../bridge/topics.ts';
import { runCommand } from '../../commands/index.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import {
  connectWithoutChroot,
  createChroot,
  useIsWritable,
} from '../../stores/connection-store.ts';
import { goTo } from '../../stores/selection-store.ts';
import { Button, EmptyState } from '../../ui/index.ts';

/** In place of a node that is not there. */
export function AbsentNode({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const chroot = useTopic('connection', chrootOf);
  const parent = parentOf(path);
  if (parent === null && chroot) return <AbsentChroot chroot={chroot} />;
  return (
    <EmptyState
      title={t('node.absent', { path })}
      text={t('node.absentText')}
      action={
        parent !== null && (
          <Button onPress={() => goTo(parent)}>{t('node.goToParent', { path: parent })}</Button>
        )
      }
    />
  );
}

function AbsentChroot({ chroot }: { readonly chroot: string }) {
  const { t } = useTranslation();
  const isWritable = useIsWritable();
  const isLocked = useTopic('connection', (connection) => connection?.profile.readOnly ?? false);
  return (
    <EmptyState
      title={t('node.chrootAbsent', { chroot })}
      text={t(isLocked ? 'node.chrootAbsentReadOnly' : 'node.chrootAbsentText')}
      action={
        <>
          <Button isDisabled={!isWritable} onPress={() => void createChroot()}>
            {t('node.createChroot')}
          </Button>
          <Button onPress={() => void connectWithoutChroot()}>
            {t('node.connectWithoutChroot')}
          </Button>
        </>
      }
    />
  );
}

function chrootOf(connection: ConnectionSnapshot | null | undefined): string | undefined {
  return connection?.profile.target.chroot;
}

/** In place of a node that could not be read and was not read before. */
export function UnreadableNode({ failure }: { readonly failure: Failure }) {
  const { t } = useTranslation();
  return (
    <div role="alert">
      <EmptyState
        title={t('node.failedTitle')}
        text={describeFailure(failure, t)}
        action={<Button onPress={() => runCommand('node.refresh')}>{t('node.retry')}</Button>}
      />
    </div>
  );
}
