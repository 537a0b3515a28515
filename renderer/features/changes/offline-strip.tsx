import { FileClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { TimelineFile } from '../../../shared/model/timeline.ts';
import { formatCount, formatDateTime } from '../../i18n/format.ts';
import { Button, MiddleEllipsis } from '../../ui/index.ts';
import styles from './offline-strip.module.css';
import { closeTimeline, nameOf } from './timeline-store.ts';

/** Says that what is shown is a file, and not what happens now. */
export function OfflineStrip({ timeline }: { readonly timeline: TimelineFile }) {
  const { t, i18n } = useTranslation();
  const { file, connection, exportedAt, refused, kept } = timeline;
  const entries = { count: kept, shown: formatCount(kept, i18n.language) };
  const facts: string[] = [t('changes.entries', entries)];
  if (connection !== undefined) facts.push(t('changes.offlineFrom', { connection }));
  if (exportedAt !== undefined) {
    facts.push(t('changes.offlineAt', { time: formatDateTime(exportedAt, i18n.language) }));
  }
  if (refused > 0) {
    const shown = formatCount(refused, i18n.language);
    facts.push(t('changes.offlineRefused', { count: refused, shown }));
  }
  return (
    <div className={styles.strip}>
      <FileClock aria-hidden />
      <strong className={styles.title}>{t('changes.offline')}</strong>
      <span className={styles.file} title={file}>
        <MiddleEllipsis text={nameOf(file)} keepEnd={12} />
      </span>
      <span className={styles.facts} title={facts.join(' · ')}>
        {facts.join(' · ')}
      </span>
      <Button
        kind="quiet"
        className={styles.close ?? ''}
        onPress={() => void closeTimeline(timeline)}
      >
        {t('changes.closeFile')}
      </Button>
    </div>
  );
}
