import { shortName, visibleName } from '../../../shared/visible-name.ts';
import type { Change } from '../../../shared/model/change.ts';
import { formatCount, formatDateTime, formatTimeOfDay } from '../../i18n/format.ts';
import { KindMark, MiddleEllipsis } from '../../ui/index.ts';
import type { GridCellsProps } from '../../ui/windowed-rows/windowed-grid.tsx';
import styles from './changes-grid.module.css';
import { describeEvent, formatSizes, formatVersions } from './entry-words.ts';

const wholeSeconds = 'hh:mm:ss'.length;

/** Path, version, size and how it was seen. */
const changeColumns = 4;

/** One entry of the timeline. */
export function ChangeCells({ row: change, t, language }: GridCellsProps<Change>) {
  const { kind, seenAt, count } = change;
  const time = formatTimeOfDay(seenAt);
  const event = describeEvent(change, t, language);
  return (
    <>
      <span role="gridcell" className={styles.time} title={formatDateTime(seenAt, language)}>
        {time.slice(0, wholeSeconds)}
        <span className={styles.fraction}>{time.slice(wholeSeconds)}</span>
      </span>
      <span role="gridcell">
        <KindMark
          kind={kind}
          word={t(`changes.kinds.${kind}`)}
          wordClassName={styles.kindWord}
          merged={
            count > 1
              ? { count: formatCount(count, language), title: t('changes.merged', { count }) }
              : undefined
          }
        />
      </span>
      {event === null ? (
        <FactCells row={change} t={t} language={language} />
      ) : (
        <span role="gridcell" aria-colspan={changeColumns} className={styles.event} title={event}>
          {event}
        </span>
      )}
    </>
  );
}

function FactCells({ row: change, t, language }: GridCellsProps<Change>) {
  const { path, seenBy } = change;
  const versions = formatVersions(change);
  const sizes = formatSizes(change, language);
  return (
    <>
      {/* Named, because the two halves of a cut path would be read as two words. */}
      <span role="gridcell" aria-label={visibleName(shortName(path))} className={styles.path}>
        <MiddleEllipsis text={path} keepEnd={10} />
      </span>
      <span role="gridcell" className={styles.version} title={versions}>
        {versions}
      </span>
      <span role="gridcell" className={styles.size} title={sizes}>
        {sizes}
      </span>
      <span
        role="gridcell"
        className={styles.seenBy}
        title={seenBy && t(`changes.seenByTitles.${seenBy}`)}
      >
        {/* The rule needs no word. */}
        {seenBy && seenBy !== 'watch' && t(`changes.seenByWays.${seenBy}`)}
      </span>
    </>
  );
}
