import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Change } from '../../../shared/model/change.ts';
import { formatId } from '../../../shared/model/stat.ts';
import { useIsOwnSession } from '../../stores/connection-store.ts';
import { CopyText, Zxid } from '../../ui/index.ts';
import styles from './change-facts.module.css';
import { formatSizes, formatVersions } from './entry-words.ts';
import { OwnerAddress } from './owner-address.tsx';

export interface ChangeFactsProps {
  readonly change: Change;
  /** Whether it was seen on the connection, so that the servers can be asked about it. */
  readonly isLive: boolean;
}

/** What is known of an entry besides the values. */
export function ChangeFacts({ change, isLive }: ChangeFactsProps) {
  const { t, i18n } = useTranslation();
  const { mzxid, seenBy, owner, session, count } = change;
  const versions = formatVersions(change);
  const sizes = formatSizes(change, i18n.language);
  return (
    <dl className={styles.facts}>
      {versions !== '' && <Fact name={t('changes.version')}>{versions}</Fact>}
      {sizes !== '' && (
        <Fact name={t('changes.size')}>
          {t('changes.bytes', { shown: sizes, count: change.bytes ?? 0 })}
        </Fact>
      )}
      {mzxid !== undefined && (
        <Fact name={t('changes.mzxid')}>
          <Zxid zxid={mzxid} />
        </Fact>
      )}
      {seenBy && (
        <Fact name={t('changes.seenBy')}>
          <span title={t(`changes.seenByTitles.${seenBy}`)}>
            {t(`changes.seenByWays.${seenBy}`)}
          </span>
          {count > 1 && <span className={styles.note}>{t('changes.merged', { count })}</span>}
        </Fact>
      )}
      {owner !== undefined && (
        <Fact name={t('changes.owner')}>
          <Owner sessionId={owner} />
          {isLive && <OwnerAddress key={String(owner)} sessionId={owner} />}
        </Fact>
      )}
      {session?.server !== undefined && <Fact name={t('changes.server')}>{session.server}</Fact>}
      {session?.sessionId !== undefined && (
        <Fact name={t('changes.session')}>
          <CopyText text={formatId(session.sessionId)} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt className={styles.name}>{name}</dt>
      <dd className={styles.value}>{children}</dd>
    </div>
  );
}

function Owner({ sessionId }: { readonly sessionId: bigint }) {
  const { t } = useTranslation();
  const isOwn = useIsOwnSession(sessionId);
  return (
    <>
      <CopyText text={formatId(sessionId)} />
      {isOwn && <span className={styles.note}>{t('changes.thisSession')}</span>}
    </>
  );
}
