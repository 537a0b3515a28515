import { useTranslation } from 'react-i18next';
import type { HistorySize } from '../../../shared/model/change.ts';
import { formatBytes } from '../../i18n/format.ts';
import { MenuButton } from '../../ui/index.ts';
import styles from './watch-item.module.css';

const megabyte = 1_048_576;
/** What the history of a watch may take, to choose from. */
const bounds = [16, 64, 256, 1_024, 4_096].map((megabytes) => megabytes * megabyte);

export interface HistoryBoundProps {
  /** Of the watch. */
  readonly path: string;
  readonly size: HistorySize;
  readonly onChoose: (maxBytes: number) => void;
}

/** What the history of a watch takes on disk, and the most that it may take, which can be chosen. */
export function HistoryBound({ path, size, onChoose }: HistoryBoundProps) {
  const { t, i18n } = useTranslation();
  const { sizeBytes, maxBytes } = size;
  const format = (bytes: number) => formatBytes(bytes, i18n.language);
  const choices = bounds.includes(maxBytes) ? bounds : [maxBytes, ...bounds];
  const shown = t('watches.onDisk', { size: format(sizeBytes), bound: format(maxBytes) });
  return (
    <MenuButton
      label={t('watches.onDiskOf', { shown, path })}
      className={styles.bound ?? ''}
      items={choices.map((bytes) => ({
        id: String(bytes),
        label: t('watches.atMost', { bound: format(bytes) }),
        isChosen: bytes === maxBytes,
        onAction: () => {
          if (bytes !== maxBytes) onChoose(bytes);
        },
      }))}
    >
      {shown}
    </MenuButton>
  );
}
