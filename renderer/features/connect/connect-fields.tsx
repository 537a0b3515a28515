import { ChevronRight } from 'lucide-react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { formatDuration } from '../../i18n/format.ts';
import { useStartup } from '../../stores/startup-store.ts';
import { Button, Checkbox, NumberField, TextField } from '../../ui/index.ts';
import styles from './connect-fields.module.css';
import { describeConnectStringProblem } from './describe.ts';
import { advancedFields, isWithin, type AdvancedField, type ConnectForm } from './form-state.ts';

const fieldNames = {
  sessionTimeoutMs: 'sessionTimeout',
  connectionTimeoutMs: 'connectionTimeout',
  retryBaseMs: 'retryBase',
  retryTries: 'retryTries',
} as const;

export interface ConnectFieldsProps {
  readonly form: ConnectForm;
  readonly isDisabled: boolean;
  /** Called when anything is changed. */
  readonly onEdit: () => void;
}

export function ConnectFields({ form, isDisabled, onEdit }: ConnectFieldsProps) {
  const { t } = useTranslation();
  const { text, settings, problem } = form;
  const { readOnly: isReadOnlyWindow } = useStartup();
  return (
    <>
      <TextField
        label={t('connect.connectString')}
        description={t('connect.connectStringHelp')}
        placeholder={t('connect.placeholder')}
        error={problem && describeConnectStringProblem(problem, t)}
        value={text}
        onChange={(typed) => {
          onEdit();
          form.changeText(typed);
        }}
        isMono
        autoFocus
        isReadOnly={isDisabled}
      />
      <Advanced form={form} isDisabled={isDisabled} onEdit={onEdit} />
      <div className={styles.actions}>
        <Checkbox
          isSelected={settings.readOnly || isReadOnlyWindow}
          isDisabled={isDisabled || isReadOnlyWindow}
          onChange={(readOnly) => {
            onEdit();
            form.change({ readOnly });
          }}
        >
          {t('connect.readOnly')}
        </Checkbox>
        <Button kind="primary" type="submit" isDisabled={isDisabled}>
          {t('connect.connect')}
        </Button>
      </div>
    </>
  );
}

function Advanced({ form, isDisabled, onEdit }: ConnectFieldsProps) {
  const { t } = useTranslation();
  const { settings } = form;
  const isComplete = advancedFields.every((field) => isWithin(field, settings[field.key]));
  return (
    <Disclosure className={styles.advanced ?? ''}>
      <Heading className={styles.heading ?? ''} level={2}>
        <AriaButton slot="trigger" className={styles.trigger ?? ''}>
          <ChevronRight aria-hidden />
          {t('connect.advanced')}
        </AriaButton>
        {isComplete && (
          <span className={styles.summary}>
            {t('connect.summary', {
              session: formatDuration(settings.sessionTimeoutMs),
              connection: formatDuration(settings.connectionTimeoutMs),
              tries: settings.retryTries,
              base: formatDuration(settings.retryBaseMs),
            })}
          </span>
        )}
      </Heading>
      <DisclosurePanel>
        <div className={styles.grid}>
          {advancedFields.map((field) => (
            <AdvancedNumber
              key={field.key}
              field={field}
              value={settings[field.key]}
              isDisabled={isDisabled}
              onChange={(value) => {
                onEdit();
                form.change({ [field.key]: value });
              }}
            />
          ))}
        </div>
      </DisclosurePanel>
    </Disclosure>
  );
}

interface AdvancedNumberProps {
  readonly field: AdvancedField;
  readonly value: number;
  readonly isDisabled: boolean;
  readonly onChange: (value: number) => void;
}

function AdvancedNumber({ field, value, isDisabled, onChange }: AdvancedNumberProps) {
  const { t } = useTranslation();
  const name = fieldNames[field.key];
  return (
    <NumberField
      label={t(`connect.${name}`)}
      description={t(`connect.${name}Help`)}
      error={
        isWithin(field, value) ? null : t('connect.outOfRange', { min: field.min, max: field.max })
      }
      value={value}
      onChange={onChange}
      minValue={field.min}
      maxValue={field.max}
      step={1}
      isDisabled={isDisabled}
      {...(field.key !== 'retryTries' && { unit: t('connect.milliseconds') })}
    />
  );
}
