import { FileClock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { OfflineTimeline } from '../../../shared/model/timeline.ts';
import { formatCount, formatDateTime } from '../../i18n/format.ts';
import { Button, MiddleEllipsis } from '../../ui/index.ts';
import styles from './offline-strip.module.css';
import { closeTimeline, nameOf } from './timeline-store.ts';

/** Says that what is shown is a file or an earlier connection, and not what happens now. */
export function OfflineStrip({ timeline }: { readonly timeline: OfflineTimeline }) {
  const { t, i18n } = useTranslation();
  const isFile = timeline.kind === 'imported';
  const [name, title] = isFile
    ? [nameOf(timeline.file), timeline.file]
    : [timeline.connection, timeline.connection];
  const facts = describe();
  return (
    <div className={styles.strip}>
      <FileClock aria-hidden />
      <strong className={styles.title}>{t(isFile ? 'changes.offline' : 'changes.earlier')}</strong>
      <span className={styles.file} title={title}>
        <MiddleEllipsis text={name} keepEnd={12} />
      </span>
      <span className={styles.facts} title={facts}>
        {facts}
      </span>
      <Button
        kind="quiet"
        className={styles.close ?? ''}
        onPress={() => void closeTimeline(timeline)}
      >
        {t(isFile ? 'changes.closeFile' : 'changes.forgetEarlier')}
      </Button>
    </div>
  );

  function describe(): string {
    const format = (count: number) => formatCount(count, i18n.language);
    const time = (at: number) => formatDateTime(at, i18n.language);
    const { kept, connection } = timeline;
    const parts: string[] = [t('changes.entries', { count: kept, shown: format(kept) })];
    if (timeline.kind === 'earlier') {
      parts.push(t('changes.earlierAt', { time: time(timeline.endedAt) }));
      return parts.join(' · ');
    }
    const { exportedAt, refused } = timeline;
    if (connection !== undefined) parts.push(t('changes.offlineFrom', { connection }));
    if (exportedAt !== undefined) parts.push(t('changes.offlineAt', { time: time(exportedAt) }));
    if (refused > 0) {
      parts.push(t('changes.offlineRefused', { count: refused, shown: format(refused) }));
    }
    return parts.join(' · ');
  }
}
