import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Rule, RulesState } from '../../../shared/model/rule.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { DeliveryNote } from './delivery-note.tsx';
import { removeRule, saveAsItWas } from './rule-actions.ts';
import { RuleItem } from './rule-item.tsx';
import { RuleSettingsForm } from './rule-settings.tsx';
import styles from './rules-dialog.module.css';

export interface RuleListProps {
  readonly state: RulesState;
  readonly onAdd: () => void;
  readonly onEdit: (rule: Rule) => void;
}

/** All rules, and what holds for all of them. */
export function RuleList({ state, onAdd, onEdit }: RuleListProps) {
  const { t } = useTranslation();
  const [removed, setRemoved] = useState<Rule | null>(null);
  const { rules, settings, delivery } = state;
  const hasAny = rules.length > 0 || removed !== null;
  return (
    <div className={styles.form}>
      <DeliveryNote delivery={delivery} />
      {!hasAny && (
        <EmptyState
          title={t('rules.emptyTitle')}
          text={t('rules.emptyText')}
          action={
            <Button kind="primary" autoFocus onPress={onAdd}>
              {t('rules.addFirst')}
            </Button>
          }
        />
      )}
      {rules.length > 0 && (
        <>
          <p className={styles.muted}>{t('rules.seesTimeline')}</p>
          <ul aria-label={t('rules.list')} className={styles.list}>
            {rules.map((rule) => (
              <RuleItem
                key={rule.id}
                rule={rule}
                onEdit={() => onEdit(rule)}
                onRemove={() => {
                  removeRule(rule.id);
                  setRemoved(rule);
                }}
              />
            ))}
          </ul>
        </>
      )}
      {removed && (
        <div role="status" className={styles.removed}>
          <span className={styles.grow}>{t('rules.removed', { name: removed.name })}</span>
          {/* Where the focus was is gone. */}
          <Button
            key={removed.id}
            autoFocus
            onPress={() => {
              saveAsItWas(removed);
              setRemoved(null);
            }}
          >
            {t('rules.undo')}
          </Button>
        </div>
      )}
      {hasAny && <RuleSettingsForm settings={settings} />}
    </div>
  );
}
