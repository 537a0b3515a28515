import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { changeKinds, type ChangeKind } from '../../../shared/model/change.ts';
import { Checkbox } from '../../ui/index.ts';
import styles from './rules-dialog.module.css';

export interface KindChoiceProps {
  readonly kinds: readonly ChangeKind[];
  readonly onChange: (kinds: readonly ChangeKind[]) => void;
  readonly error?: string | undefined;
}

/** Any number of the kinds of changes. */
export function KindChoice({ kinds, onChange, error }: KindChoiceProps) {
  const { t } = useTranslation();
  const errorId = useId();
  return (
    <fieldset className={styles.kinds} {...(error && { 'aria-describedby': errorId })}>
      <legend className={styles.label}>{t('rules.kinds')}</legend>
      {changeKinds.map((kind) => (
        <Checkbox
          key={kind}
          isSelected={kinds.includes(kind)}
          onChange={(isSelected) => {
            const others = kinds.filter((other) => other !== kind);
            onChange(isSelected ? [...others, kind] : others);
          }}
        >
          {t(`changes.kinds.${kind}`)}
        </Checkbox>
      ))}
      {error && (
        <p id={errorId} role="alert" className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
