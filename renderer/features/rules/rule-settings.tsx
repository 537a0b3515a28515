import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mostPerMinute, type RuleSettings } from '../../../shared/model/rule.ts';
import { Button, Checkbox, NumberField, TextField } from '../../ui/index.ts';
import { changeRuleSettings, showExample } from './rule-actions.ts';
import styles from './rules-dialog.module.css';
import { formatTime, parseTime } from './time-of-day.ts';

/** What holds for all rules. Each valid change counts at once. */
export function RuleSettingsForm({ settings }: { readonly settings: RuleSettings }) {
  const { t } = useTranslation();
  const { quietHours, perMinute } = settings;
  const [from, setFrom] = useState(formatTime(quietHours.from));
  const [to, setTo] = useState(formatTime(quietHours.to));
  const isEmpty = parseTime(from) !== null && parseTime(from) === parseTime(to);
  const change = (nextFrom: string, nextTo: string, isOn: boolean) => {
    setFrom(nextFrom);
    setTo(nextTo);
    const [start, end] = [parseTime(nextFrom), parseTime(nextTo)];
    const isUsable = start !== null && end !== null && start !== end;
    if (isUsable) changeRuleSettings({ quietHours: { isOn, from: start, to: end } });
    else if (isOn !== quietHours.isOn) changeRuleSettings({ quietHours: { ...quietHours, isOn } });
  };
  const errorOf = (text: string) => (parseTime(text) === null ? t('rules.timeProblem') : undefined);
  return (
    <fieldset className={styles.settings}>
      <legend className={styles.legend}>{t('rules.forAll')}</legend>
      <div className={styles.fields}>
        <NumberField
          label={t('rules.perMinute')}
          description={t('rules.perMinuteHint')}
          value={perMinute}
          onChange={(value) => {
            if (!Number.isNaN(value)) changeRuleSettings({ perMinute: value });
          }}
          minValue={1}
          maxValue={mostPerMinute}
          className={styles.perMinute ?? ''}
        />
        <Button className={styles.example ?? ''} onPress={showExample}>
          {t('rules.example')}
        </Button>
      </div>
      <Checkbox isSelected={quietHours.isOn} onChange={(isOn) => change(from, to, isOn)}>
        {t('rules.quietHours')}
      </Checkbox>
      {quietHours.isOn && (
        <div className={styles.fields}>
          <TextField
            label={t('rules.quietFrom')}
            value={from}
            onChange={(text) => change(text, to, true)}
            error={errorOf(from)}
            className={styles.half ?? ''}
          />
          <TextField
            label={t('rules.quietTo')}
            value={to}
            onChange={(text) => change(from, text, true)}
            error={errorOf(to) ?? (isEmpty ? t('rules.sameTimes') : undefined)}
            className={styles.half ?? ''}
          />
        </div>
      )}
    </fieldset>
  );
}
