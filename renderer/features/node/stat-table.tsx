import { useTranslation } from 'react-i18next';
import { formatId, statFields, type Stat } from '../../../shared/model/stat.ts';
import { formatDateTime, isShowableTime } from '../../i18n/format.ts';
import { useIsOwnSession } from '../../stores/connection-store.ts';
import { CopyText, RelativeTime, Zxid } from '../../ui/index.ts';
import styles from './stat-table.module.css';

type StatField = (typeof statFields)[number];

/** Every field of a Stat, exact, in the order in which ZooKeeper's own tools print them. */
export function StatTable({ stat }: { readonly stat: Stat }) {
  const { t } = useTranslation();
  return (
    <table aria-label={t('node.stat')} className={styles.table}>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('node.field')}</th>
          <th scope="col">{t('node.value')}</th>
        </tr>
      </thead>
      <tbody>
        {statFields.map((field) => (
          <tr key={field}>
            {/* The blank keeps name and value apart where the row is read as one text. */}
            <th scope="row">{field} </th>
            <td>
              <FieldValue field={field} stat={stat} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function FieldValue({ field, stat }: { readonly field: StatField; readonly stat: Stat }) {
  switch (field) {
    case 'czxid':
    case 'mzxid':
    case 'pzxid':
      return <Zxid zxid={stat[field]} />;
    case 'ctime':
    case 'mtime':
      return <Time at={stat[field]} />;
    case 'ephemeralOwner':
      return <Owner sessionId={stat.ephemeralOwner} />;
    case 'version':
    case 'cversion':
    case 'aversion':
    case 'dataLength':
    case 'numChildren':
      return <span className={styles.number}>{stat[field]}</span>;
  }
}

function Time({ at }: { readonly at: number }) {
  const { t, i18n } = useTranslation();
  if (!isShowableTime(at)) {
    return (
      <>
        <span className={styles.number}>{String(at)}</span>{' '}
        <span className={styles.note}>{t('node.notATime')}</span>
      </>
    );
  }
  return (
    <>
      <RelativeTime at={at} />{' '}
      <span className={styles.note}>{formatDateTime(at, i18n.language)}</span>
    </>
  );
}

function Owner({ sessionId }: { readonly sessionId: bigint }) {
  const { t } = useTranslation();
  const isOwn = useIsOwnSession(sessionId);
  return (
    <>
      <CopyText text={formatId(sessionId)} />{' '}
      {sessionId === 0n && <span className={styles.note}>{t('node.notEphemeral')}</span>}
      {isOwn && <span className={styles.note}>{t('node.thisSession')}</span>}
    </>
  );
}
