import { Sigma } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { entryKinds, type EntryKind } from '../../../shared/model/change.ts';
import type { ChangesStatistics } from '../../../shared/model/timeline.ts';
import { formatCount } from '../../i18n/format.ts';
import { Button, MiddleEllipsis, PopoverButton } from '../../ui/index.ts';
import styles from './changes-counts.module.css';

export interface ChangesCountsProps {
  readonly statistics: ChangesStatistics | undefined;
  readonly onOpenChange: (isOpen: boolean) => void;
  readonly onChoosePath: (path: string) => void;
  readonly onChooseKind: (kind: EntryKind) => void;
}

/** How often what has happened; a click shows only that. */
export function ChangesCounts(props: ChangesCountsProps) {
  const { statistics, onOpenChange, onChoosePath, onChooseKind } = props;
  const { t } = useTranslation();
  return (
    <PopoverButton
      label={t('changes.counts')}
      icon={<Sigma aria-hidden />}
      onOpenChange={onOpenChange}
    >
      {(close) =>
        !statistics ? null : statistics.matching > 0 ? (
          <Counts
            statistics={statistics}
            onChoosePath={(path) => {
              onChoosePath(path);
              close();
            }}
            onChooseKind={(kind) => {
              onChooseKind(kind);
              close();
            }}
          />
        ) : (
          <p className={styles.none}>{t('changes.countsNone')}</p>
        )
      }
    </PopoverButton>
  );
}

interface CountsProps extends Omit<ChangesCountsProps, 'statistics' | 'onOpenChange'> {
  readonly statistics: ChangesStatistics;
}

function Counts({ statistics, onChoosePath, onChooseKind }: CountsProps) {
  const { t, i18n } = useTranslation();
  const { byKind, pathCount, topPaths } = statistics;
  const format = (count: number) => formatCount(count, i18n.language);
  return (
    <div className={styles.counts}>
      <h3 className={styles.heading}>{t('changes.countsByKind')}</h3>
      <ul className={styles.list}>
        {entryKinds
          .filter((kind) => byKind[kind] > 0)
          .map((kind) => {
            const name = t(`changes.kinds.${kind}`);
            return (
              <CountItem
                key={kind}
                label={t('changes.filterByKind', { kind: name })}
                count={format(byKind[kind])}
                onPress={() => {
                  onChooseKind(kind);
                }}
              >
                <span>{name}</span>
              </CountItem>
            );
          })}
      </ul>
      {topPaths.length > 0 && (
        <>
          <h3 className={styles.heading}>
            {t('changes.countsByPath', { count: pathCount, shown: format(pathCount) })}
          </h3>
          <ul className={styles.list}>
            {topPaths.map(({ path, count }) => (
              <CountItem
                key={path}
                label={t('changes.filterByPath', { path })}
                count={format(count)}
                onPress={() => {
                  onChoosePath(path);
                }}
              >
                <MiddleEllipsis text={path} keepEnd={14} />
              </CountItem>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

interface CountItemProps {
  readonly label: string;
  readonly count: string;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function CountItem({ label, count, onPress, children }: CountItemProps) {
  return (
    <li>
      <Button
        kind="quiet"
        label={`${label} (${count})`}
        className={styles.item ?? ''}
        onPress={onPress}
      >
        {children}
        <span className={styles.count}>{count}</span>
      </Button>
    </li>
  );
}
