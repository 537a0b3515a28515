import { useTranslation } from 'react-i18next';
import type { TaskSnapshot } from '../../../shared/model/task.ts';
import { useTopic } from '../../bridge/topics.ts';
import { describeState, describeStop, describeWork } from '../../i18n/describe-task.ts';
import { formatDateTime } from '../../i18n/format.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { Button, Dialog } from '../../ui/index.ts';

export interface TaskReportProps {
  readonly id: string;
}

/** What a task has done so far, and why it stopped if it did. */
export function TaskReport({ id }: TaskReportProps) {
  const { t } = useTranslation();
  const task = useTopic('tasks', (tasks) => tasks?.find((each) => each.id === id));
  return (
    <Dialog
      title={task ? t('tasks.reportTitle', { work: describeWork(task, t) }) : t('tasks.report')}
      onClose={closeDialog}
      width={480}
      footer={
        <Button kind="primary" onPress={closeDialog} autoFocus>
          {t('tasks.close')}
        </Button>
      }
    >
      {task ? <Report task={task} /> : <p>{t('tasks.gone')}</p>}
    </Dialog>
  );
}

function Report({ task }: { readonly task: TaskSnapshot }) {
  const { t, i18n } = useTranslation();
  const { state, startedAt, endedAt, connectionName } = task;
  const at = (time: number) => formatDateTime(time, i18n.language);
  const isStopped = state === 'failed' || state === 'interrupted';
  return (
    <>
      <p>{describeState(task, t)}</p>
      {isStopped && <p>{describeStop(task, t)}</p>}
      <p>{t('tasks.on', { connection: connectionName })}</p>
      <p>{t('tasks.started', { at: at(startedAt) })}</p>
      {endedAt !== undefined && <p>{t('tasks.ended', { at: at(endedAt) })}</p>}
    </>
  );
}
