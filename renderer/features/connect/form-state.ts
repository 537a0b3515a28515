import { useState } from 'react';
import {
  formatTarget,
  parseConnectString,
  type ConnectStringProblem,
} from '../../../shared/connect-string.ts';
import {
  connectionSettingsSchema,
  defaultConnectionSettings,
  type ConnectionSettings,
} from '../../../shared/model/connection.ts';
import type { ConnectRequest } from '../../stores/connection-store.ts';

/** The times and counts of a connection, with the limits of the contract. */
export const advancedFields = (
  ['sessionTimeoutMs', 'connectionTimeoutMs', 'retryBaseMs', 'retryTries'] as const
).map((key) => {
  const { minValue, maxValue } = connectionSettingsSchema.shape[key];
  return { key, min: minValue ?? 0, max: maxValue ?? Number.MAX_SAFE_INTEGER };
});

export type AdvancedField = (typeof advancedFields)[number];

/** @returns whether a number lies within the field's limits; an emptied field (NaN) does not. */
export function isWithin({ key }: AdvancedField, value: number): boolean {
  return connectionSettingsSchema.shape[key].safeParse(value).success;
}

type FormSettings = Omit<ConnectionSettings, 'target'>;

export interface ConnectForm {
  /** The connect string as it is typed. */
  readonly text: string;
  readonly settings: FormSettings;
  /** What is wrong with the connect string, once the user has tried to connect. */
  readonly problem: ConnectStringProblem | null;
  readonly changeText: (text: string) => void;
  readonly change: (patch: Partial<FormSettings>) => void;
  /** Takes over the settings of a connection used before. */
  readonly fill: (settings: ConnectionSettings) => void;
  /** @returns what can be sent; null when something is wrong, which then shows at its field. */
  readonly check: () => ConnectRequest | null;
}

/** What is typed on the connect screen. Nothing is complained about before the first try. */
export function useConnectForm(initial: ConnectionSettings | undefined): ConnectForm {
  const [text, setText] = useState(() => (initial ? formatTarget(initial.target) : ''));
  const [settings, setSettings] = useState<FormSettings>(
    () => initial ?? defaultConnectionSettings,
  );
  const [isTried, setTried] = useState(false);

  const parsed = parseConnectString(text);
  return {
    text,
    settings,
    problem: isTried && !parsed.ok ? parsed.problem : null,
    changeText: setText,
    change: (patch) => setSettings((present) => ({ ...present, ...patch })),
    fill: (filled) => {
      setTried(false);
      setText(formatTarget(filled.target));
      setSettings(filled);
    },
    check: () => {
      setTried(true);
      const isComplete = advancedFields.every((field) => isWithin(field, settings[field.key]));
      if (!parsed.ok || !isComplete) return null;
      const { target, path } = parsed;
      const { sessionTimeoutMs, connectionTimeoutMs, retryBaseMs, retryTries, readOnly } = settings;
      const times = { sessionTimeoutMs, connectionTimeoutMs, retryBaseMs, retryTries };
      return {
        settings: { target, ...times, readOnly },
        ...(path !== undefined && { path }),
      };
    },
  };
}
