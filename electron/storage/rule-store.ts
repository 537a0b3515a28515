import { z } from 'zod';
import { changeKinds, pathPatternKinds } from '../../shared/model/change.ts';
import {
  initialRuleSettings,
  minutesOfDay,
  mostPerMinute,
  mostRules,
  valueMatchKinds,
  type Rule,
  type RuleSettings,
} from '../../shared/model/rule.ts';
import type { JsonFile } from './json-file.ts';

interface KeptRules {
  readonly rules: readonly Rule[];
  readonly settings: RuleSettings;
}

const minute = z
  .int()
  .min(0)
  .max(minutesOfDay - 1);

export const rulesSchema: z.ZodType<KeptRules> = z.object({
  rules: z
    .array(
      z.object({
        id: z.string(),
        name: z.string(),
        isOn: z.boolean(),
        path: z.object({ kind: z.enum(pathPatternKinds), pattern: z.string() }),
        kinds: z.array(z.enum(changeKinds)),
        value: z.object({ kind: z.enum(valueMatchKinds), pattern: z.string() }).optional(),
        hasSound: z.boolean(),
        createdAt: z.number(),
      }),
    )
    .max(mostRules),
  settings: z.object({
    quietHours: z.object({ isOn: z.boolean(), from: minute, to: minute }),
    perMinute: z.int().min(1).max(mostPerMinute),
  }),
});

export const initialRules: KeptRules = { rules: [], settings: initialRuleSettings };

export interface RuleSettingsChange {
  readonly quietHours?: RuleSettings['quietHours'] | undefined;
  readonly perMinute?: number | undefined;
}

/** The notification rules and what holds for all of them. */
export class RuleStore {
  readonly #file: JsonFile<KeptRules>;

  constructor(file: JsonFile<KeptRules>) {
    this.#file = file;
  }

  get settings(): RuleSettings {
    return this.#file.value.settings;
  }

  /** @returns the rules, the oldest first. */
  list(): readonly Rule[] {
    return this.#file.value.rules;
  }

  /** Puts a rule in the place of the one with its id. @returns false when there are `mostRules` others. */
  save(rule: Rule): boolean {
    const others = this.#without(rule.id);
    if (others.length >= mostRules) return false;
    const rules = [...others, rule].sort((one, other) => one.createdAt - other.createdAt);
    this.#file.set({ ...this.#file.value, rules });
    return true;
  }

  remove(id: string): void {
    this.#file.set({ ...this.#file.value, rules: this.#without(id) });
  }

  changeSettings({ quietHours, perMinute }: RuleSettingsChange): void {
    const { settings } = this;
    this.#file.set({
      ...this.#file.value,
      settings: {
        quietHours: quietHours ?? settings.quietHours,
        perMinute: perMinute ?? settings.perMinute,
      },
    });
  }

  #without(id: string): readonly Rule[] {
    return this.list().filter((rule) => rule.id !== id);
  }
}
