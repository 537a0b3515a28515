import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPermissions, permissionBits, type AclEntry } from '../../../shared/model/acl.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import type { NodeAcl } from '../../../shared/model/node.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { formatCount } from '../../i18n/format.ts';
import { CopyText, Spinner } from '../../ui/index.ts';
import styles from './stat-table.module.css';

type Reading =
  | { readonly kind: 'done'; readonly acl: NodeAcl }
  | { readonly kind: 'failed'; readonly path: string; readonly failure: Failure };

export interface AclViewProps {
  readonly path: string;
  /** The ACL version that the node is known to have; another one means another ACL. */
  readonly aversion: number;
}

/** Who may do what with the node; read-only. */
export function AclView({ path, aversion }: AclViewProps) {
  const { t } = useTranslation();
  const [reading, setReading] = useState<Reading | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    call('node.getAcl', { path }, { signal: controller.signal }).then(
      (acl) => setReading({ kind: 'done', acl }),
      (error: unknown) => {
        if (controller.signal.aborted) return;
        setReading({ kind: 'failed', path, failure: failureOf(error, 'node.getAcl') });
      },
    );
    return () => controller.abort();
  }, [path, aversion]);

  const readPath = reading?.kind === 'done' ? reading.acl.path : reading?.path;
  if (!reading || readPath !== path) {
    return (
      <div className={styles.message}>
        <Spinner label={t('node.aclLoading')} />
      </div>
    );
  }
  if (reading.kind === 'failed') {
    return (
      <p role="alert" className={styles.message}>
        {describeFailure(reading.failure, t)}
      </p>
    );
  }
  return <AclTable acl={reading.acl} />;
}

function AclTable({ acl: { acl, entryCount, stat } }: { readonly acl: NodeAcl }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      {entryCount > acl.length && (
        <p className={styles.message}>
          {t('node.aclCut', {
            formatted: formatCount(entryCount, i18n.language),
            shown: formatCount(acl.length, i18n.language),
          })}
        </p>
      )}
      {acl.length === 0 ? (
        <p className={styles.message}>{t('node.aclEmpty')}</p>
      ) : (
        <table aria-label={t('node.acl')} className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('node.aclScheme')}</th>
              <th scope="col">{t('node.aclId')}</th>
              <th scope="col">{t('node.aclPermissions')}</th>
            </tr>
          </thead>
          <tbody>
            {acl.map((entry, index) => (
              // The same entry may be there twice.
              <AclRow key={index} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.message}>{t('node.aclVersion', { version: stat.aversion })}</p>
    </>
  );
}

function AclRow({ entry }: { readonly entry: AclEntry }) {
  return (
    <tr>
      <td>{entry.scheme}</td>
      <td>
        <CopyText text={entry.id} />
      </td>
      <td>
        <Permissions bits={entry.permissions} />
      </td>
    </tr>
  );
}

const words = ['create', 'delete', 'read', 'write', 'admin'] as const;

function Permissions({ bits }: { readonly bits: number }) {
  const { t } = useTranslation();
  const granted = words.filter((word) => (bits & permissionBits[word]) !== 0);
  const text =
    granted.length === words.length
      ? t('node.permissions.all')
      : granted.map((word) => t(`node.permissions.${word}`)).join(', ');
  return (
    <>
      {text || t('node.permissions.none')}{' '}
      <span className={styles.letters}>{formatPermissions(bits)}</span>
    </>
  );
}
