import { FlaskConical, Pencil, Trash2, Volume2 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule } from '../../../shared/model/rule.ts';
import { IconButton, Switch } from '../../ui/index.ts';
import { saveAsItWas } from './rule-actions.ts';
import styles from './rules-dialog.module.css';
import { RuleSight } from './rule-sight.tsx';
import { TrialView } from './trial-view.tsx';
import { useTrial } from './use-trial.ts';

export interface RuleItemProps {
  readonly rule: Rule;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

export function RuleItem({ rule, onEdit, onRemove }: RuleItemProps) {
  const { t } = useTranslation();
  const trial = useTrial();
  const conditionId = useId();
  const { name, isOn, path, kinds, value, hasSound } = rule;
  const condition = [
    ...kinds.map((kind) => t(`changes.kinds.${kind}`)),
    ...(value ? [`${t(`rules.valueKinds.${value.kind}`)} “${value.pattern}”`] : []),
  ].join(' · ');
  return (
    <li className={styles.item}>
      <div className={styles.row}>
        <Switch
          label={t('rules.switch', { name })}
          descriptionId={conditionId}
          isSelected={isOn}
          onChange={(next) => saveAsItWas({ ...rule, isOn: next })}
        />
        <div className={styles.grow}>
          <div className={styles.name}>
            <span className={styles.cut} title={name}>
              {name}
            </span>
            {hasSound && <Volume2 role="img" aria-label={t('rules.sound')} />}
          </div>
          <div
            id={conditionId}
            className={styles.condition}
            title={name === path.pattern ? condition : `${path.pattern} ${condition}`}
          >
            {name !== path.pattern && <code className={styles.pattern}>{path.pattern}</code>}
            <span>{condition}</span>
          </div>
        </div>
        <IconButton
          label={t('rules.tryRule', { name })}
          icon={<FlaskConical aria-hidden />}
          onPress={() => void trial.run(rule)}
        />
        <IconButton
          label={t('rules.edit', { name })}
          icon={<Pencil aria-hidden />}
          onPress={onEdit}
        />
        <IconButton
          label={t('rules.remove', { name })}
          icon={<Trash2 aria-hidden />}
          onPress={onRemove}
        />
      </div>
      <RuleSight rule={rule} />
      <TrialView state={trial.state} />
    </li>
  );
}
