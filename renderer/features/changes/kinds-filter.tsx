import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { entryKinds, type EntryKind } from '../../../shared/model/change.ts';
import { Checkbox, PopoverButton } from '../../ui/index.ts';
import styles from './filter-bar.module.css';

export interface KindsFilterProps {
  /** Null for all. */
  readonly kinds: readonly EntryKind[] | null;
  readonly onChange: (kinds: readonly EntryKind[] | null) => void;
}

/** A choice of any kinds of entry. */
export function KindsFilter({ kinds, onChange }: KindsFilterProps) {
  const { t } = useTranslation();
  const words = describe();
  return (
    <PopoverButton
      label={`${t('changes.filterKind')}: ${words}`}
      text={
        <>
          <span className={styles.choice}>{words}</span>
          <ChevronDown aria-hidden />
        </>
      }
      className={styles.kinds ?? ''}
    >
      {() => (
        <div className={styles.kindList}>
          <Checkbox
            isSelected={kinds === null}
            onChange={(isSelected) => {
              onChange(isSelected ? null : []);
            }}
          >
            {t('changes.anyKind')}
          </Checkbox>
          {entryKinds.map((kind) => (
            <Checkbox
              key={kind}
              isSelected={kinds?.includes(kind) ?? true}
              onChange={(isSelected) => {
                onChange(withKind(kinds, kind, isSelected));
              }}
            >
              {t(`changes.kinds.${kind}`)}
            </Checkbox>
          ))}
        </div>
      )}
    </PopoverButton>
  );

  function describe(): string {
    if (kinds === null) return t('changes.anyKind');
    const [only] = kinds;
    if (kinds.length === 1 && only) return t(`changes.kinds.${only}`);
    return t('changes.someKinds', { count: kinds.length });
  }
}

/** @returns the kinds in their own order; null once they are all. */
function withKind(
  kinds: readonly EntryKind[] | null,
  kind: EntryKind,
  isSelected: boolean,
): readonly EntryKind[] | null {
  const before = kinds ?? entryKinds;
  const next = entryKinds.filter((each) => (each === kind ? isSelected : before.includes(each)));
  return next.length === entryKinds.length ? null : next;
}
