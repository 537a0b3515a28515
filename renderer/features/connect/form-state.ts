import { useState } from 'react';
import {
  defaultConnectionSettings,
  type ConnectionSettings,
} from '../../../shared/model/connection.ts';
import { parseConnectString, type ConnectStringProblem } from '../../../shared/connect-string.ts';

/** The times and counts of a connection, with the limits of the contract. */
export const advancedFields = [
  { key: 'sessionTimeoutMs', min: 1_000, max: 600_000 },
  { key: 'connectionTimeoutMs', min: 100, max: 600_000 },
  { key: 'retryBaseMs', min: 10, max: 60_000 },
  { key: 'retryTries', min: 0, max: 1_000 },
] as const;

export type AdvancedField = (typeof advancedFields)[number];

/** @returns whether a number lies within the field's limits; an emptied field (NaN) does not. */
export function isWithin(field: AdvancedField, value: number): boolean {
  return Number.isInteger(value) && value >= field.min && value <= field.max;
}

export interface ConnectForm {
  readonly settings: ConnectionSettings;
  /** What is wrong with the connect string, once the user has tried to connect. */
  readonly problem: ConnectStringProblem | null;
  readonly change: (patch: Partial<ConnectionSettings>) => void;
  /** Takes over the settings of a connection used before. */
  readonly fill: (settings: ConnectionSettings) => void;
  /** @returns the settings if they can be sent; otherwise the problem shows at its field. */
  readonly check: () => ConnectionSettings | null;
}

/** What is typed on the connect screen. Nothing is complained about before the first try. */
export function useConnectForm(initial: ConnectionSettings | undefined): ConnectForm {
  const [settings, setSettings] = useState<ConnectionSettings>(
    () => initial ?? { ...defaultConnectionSettings, connectString: '' },
  );
  const [isTried, setTried] = useState(false);

  const parsed = parseConnectString(settings.connectString);
  return {
    settings,
    problem: isTried && !parsed.ok ? parsed.problem : null,
    change: (patch) => setSettings((present) => ({ ...present, ...patch })),
    fill: (filled) => {
      setTried(false);
      setSettings(filled);
    },
    check: () => {
      setTried(true);
      const isComplete = advancedFields.every((field) => isWithin(field, settings[field.key]));
      if (!parsed.ok || !isComplete) return null;
      return { ...settings, connectString: settings.connectString.trim() };
    },
  };
}
