import { useTranslation } from 'react-i18next';
import type { CallName } from '../../../shared/contract/call-names.ts';
import { hasEnded, type TaskSnapshot } from '../../../shared/model/task.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { useTopic } from '../../bridge/topics.ts';
import { describeState, describeWork } from '../../i18n/describe-task.ts';
import { useIsWritable } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { Button, ProgressBar } from '../../ui/index.ts';
import styles from './tasks-region.module.css';

/** The long work of the application, as long as there is any. It goes on whatever becomes of the page that began it. */
export function TasksRegion() {
  const { t } = useTranslation();
  const tasks = useTopic('tasks') ?? [];
  if (tasks.length === 0) return null;
  return (
    <section aria-label={t('tasks.title')} className={styles.region}>
      {tasks.map((task) => (
        <TaskGroup key={task.id} task={task} />
      ))}
    </section>
  );
}

function TaskGroup({ task }: { readonly task: TaskSnapshot }) {
  const { t } = useTranslation();
  const { id, state, done, total, connectionName, isUnconfirmed } = task;
  const isElsewhere = useIsElsewhere(task);
  const work = describeWork(task, t);
  const isOver = hasEnded(task);
  return (
    <div role="group" aria-label={work} className={styles.task}>
      <div className={styles.progress}>
        {isOver ? (
          <span className={styles.work}>{work}</span>
        ) : (
          <ProgressBar label={work} value={done} max={state === 'planning' ? undefined : total} />
        )}
        {isElsewhere && (
          <span className={styles.connection}>{t('tasks.on', { connection: connectionName })}</span>
        )}
        {/* Numbers that run on are not read out one by one. */}
        <span role="status" aria-live={state === 'running' ? 'off' : 'polite'} data-state={state}>
          {describeState(task, t)}
        </span>
      </div>
      <TaskButtons task={task} isOver={isOver} />
      {!isUnconfirmed && (
        <Button onPress={() => openDialog('taskReport', { id })}>{t('tasks.report')}</Button>
      )}
      {isOver && <Button onPress={() => act('tasks.putAway', id)}>{t('tasks.putAway')}</Button>}
    </div>
  );
}

function TaskButtons({ task, isOver }: { readonly task: TaskSnapshot; readonly isOver: boolean }) {
  const { t } = useTranslation();
  const isWritable = useIsWritable();
  const isElsewhere = useIsElsewhere(task);
  const { id, state, isUnconfirmed } = task;
  // To go on it takes a page of its connection that may write.
  const resume = !isElsewhere && (
    <Button isDisabled={!isWritable} onPress={() => act('tasks.resume', id)}>
      {t('tasks.resume')}
    </Button>
  );
  if (isOver) return state === 'interrupted' && resume;
  return (
    <>
      {state === 'paused' && resume}
      {state !== 'paused' && !isUnconfirmed && (
        <Button onPress={() => act('tasks.pause', id)}>{t('tasks.pause')}</Button>
      )}
      <Button onPress={() => act('tasks.cancel', id)}>{t('tasks.cancel')}</Button>
    </>
  );
}

/** Whether a task works on another connection than the one that this page shows. */
function useIsElsewhere({ connection }: TaskSnapshot): boolean {
  return useTopic('connection', (own) => own?.profile.id !== connection);
}

type Act = Extract<CallName, 'tasks.pause' | 'tasks.resume' | 'tasks.cancel' | 'tasks.putAway'>;

function act(name: Act, id: string): void {
  call(name, { id }).catch((error: unknown) => notifyFailure(failureOf(error, name)));
}
