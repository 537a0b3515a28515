import { useTranslation } from 'react-i18next';
import { useTopic } from '../../bridge/topics.ts';
import { formatBytes, formatCount } from '../../i18n/format.ts';
import { Button, ProgressBar } from '../../ui/index.ts';
import styles from './timeline-jobs.module.css';
import { nameOf, useTimelineStore } from './timeline-store.ts';

/**
 * The exports and imports under way, once their file has been chosen. They belong to the window: work goes on where
 * the panel that it was begun from is not shown.
 */
export function TimelineJobs() {
  const { t, i18n } = useTranslation();
  const jobs = useTimelineStore((state) => state.jobs);
  const all = useTopic('progress') ?? [];
  // What is written is counted in entries, what is read in bytes: how many entries come is not known.
  const formats = { exporting: formatCount, importing: formatBytes };
  const shown = jobs.flatMap((job) => {
    const progress = all.find(({ callId }) => callId === job.callId);
    return progress ? [{ ...job, ...progress, work: job.kind }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <>
      {shown.map(({ callId, work, path, done, total, cancel }) => {
        const format = (amount: number) => formats[work](amount, i18n.language);
        return (
          <div key={callId} className={styles.job}>
            <ProgressBar
              label={t(`changes.${work}`, { file: nameOf(path) })}
              value={done}
              max={total}
              valueText={total === undefined ? format(done) : `${format(done)} / ${format(total)}`}
            />
            <Button onPress={cancel}>{t('changes.cancel')}</Button>
          </div>
        );
      })}
    </>
  );
}
