import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { UserWatch } from '../../../shared/model/change.ts';
import type { Rule } from '../../../shared/model/rule.ts';
import { useTopic } from '../../bridge/topics.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import styles from './rules-dialog.module.css';

/** Says so where a rule that is on cannot see what it is for, on the connection of this window. */
export function RuleSight({ rule }: { readonly rule: Rule }) {
  const { t } = useTranslation();
  const watch = useTopic('watches', (watches) =>
    watches?.find(({ rules }) => rules?.some(({ id }) => id === rule.id)),
  );
  const text = rule.isOn && watch ? describeBlindness(watch, t) : null;
  if (text === null) return null;
  return (
    <p role="status" className={styles.warning}>
      {text}
    </p>
  );
}

function describeBlindness(watch: UserWatch, t: TFunction): string | null {
  const { path, state, restoreFailure, readFailure } = watch;
  if (restoreFailure) {
    return t('rules.blind.failed', { reason: describeFailure(restoreFailure, t) });
  }
  if (state === 'paused' || state === 'off' || state === 'away') {
    return t(`rules.blind.${state}`, { path });
  }
  if (readFailure) return t('rules.blind.unreadable', { reason: describeFailure(readFailure, t) });
  return null;
}
