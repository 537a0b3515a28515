import { useTranslation } from 'react-i18next';
import { formatId, splitZxid } from '../../shared/model/stat.ts';
import { CopyText } from './copy-text.tsx';
import styles from './zxid.module.css';

/** A transaction id, to be copied, with the two numbers it consists of. */
export function Zxid({ zxid }: { readonly zxid: bigint }) {
  const { t } = useTranslation();
  const { epoch, counter } = splitZxid(zxid);
  return (
    <>
      <CopyText text={formatId(zxid)} />{' '}
      <span className={styles.parts}>
        {t('node.zxidParts', { epoch, counter: counter.toString(16) })}
      </span>
    </>
  );
}
