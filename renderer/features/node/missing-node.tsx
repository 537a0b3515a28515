import { useTranslation } from 'react-i18next';
import type { Failure } from '../../../shared/model/failure.ts';
import { parentOf } from '../../../shared/znode-path.ts';
import { runCommand } from '../../commands/index.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { goTo } from '../../stores/selection-store.ts';
import { Button, EmptyState } from '../../ui/index.ts';

/** In place of a node that is not there. */
export function AbsentNode({ path }: { readonly path: string }) {
  const { t } = useTranslation();
  const parent = parentOf(path);
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
