import { join } from 'node:path';
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
import { JsonFolder } from './json-folder.ts';
import type { ReportProblem } from './storage-problem.ts';
import { takeOver } from './take-over.ts';

type Kept =
  | { readonly kind: 'rule'; readonly rule: Rule }
  | { readonly kind: 'settings'; readonly settings: RuleSettings };

const minute = z
  .int()
  .min(0)
  .max(minutesOfDay - 1);

const ruleSchema = z.object({
  id: z.string(),
  name: z.string(),
  isOn: z.boolean(),
  path: z.object({ kind: z.enum(pathPatternKinds), pattern: z.string() }),
  kinds: z.array(z.enum(changeKinds)),
  value: z.object({ kind: z.enum(valueMatchKinds), pattern: z.string() }).optional(),
  hasSound: z.boolean(),
  createdAt: z.number(),
}) satisfies z.ZodType<Rule>;

const settingsSchema = z.object({
  quietHours: z.object({ isOn: z.boolean(), from: minute, to: minute }),
  perMinute: z.int().min(1).max(mostPerMinute),
}) satisfies z.ZodType<RuleSettings>;

const keptSchema: z.ZodType<Kept> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rule'), rule: ruleSchema }),
  z.object({ kind: z.literal('settings'), settings: settingsSchema }),
]);

const settingsKey = 'settings';

/** `rules.json`, which earlier versions wrote. */
const formerSchema = z.object({
  rules: z.array(ruleSchema).max(mostRules),
  settings: settingsSchema,
});

export interface RuleStoreOptions {
  /** The folder of the application's files; the rules have one of their own in it. */
  readonly folder: string;
  readonly report: ReportProblem;
  readonly clock: () => number;
}

export interface RuleSettingsChange {
  readonly quietHours?: RuleSettings['quietHours'] | undefined;
  readonly perMinute?: number | undefined;
}

/** The notification rules, a file each, and what holds for all of them. */
export class RuleStore {
  readonly #kept: JsonFolder<Kept>;

  private constructor(kept: JsonFolder<Kept>) {
    this.#kept = kept;
  }

  /** Reads the rules. What cannot be read is reported, never thrown. */
  static async open({ folder, report, clock }: RuleStoreOptions): Promise<RuleStore> {
    const kept = await JsonFolder.open<Kept>({
      folder: join(folder, 'rules'),
      schema: keptSchema,
      keyOf,
      order: (each) => (each.kind === 'rule' ? each.rule.createdAt : 0),
      report,
      clock,
    });
    await takeOver({
      file: join(folder, 'rules.json'),
      schema: formerSchema,
      report,
      clock,
      take: ({ rules, settings }) => {
        const taken: Kept[] = [
          ...rules.map((rule) => ({ kind: 'rule', rule }) as const),
          { kind: 'settings', settings },
        ];
        for (const each of taken) if (kept.get(keyOf(each)) === null) kept.set(each);
        return kept.flush();
      },
    });
    return new RuleStore(kept);
  }

  get settings(): RuleSettings {
    const kept = this.#kept.get(settingsKey);
    return kept?.kind === 'settings' ? kept.settings : initialRuleSettings;
  }

  /** @returns the rules, the oldest first. */
  list(): readonly Rule[] {
    return this.#kept
      .values()
      .flatMap((kept) => (kept.kind === 'rule' ? [kept.rule] : []))
      .sort((one, other) => one.createdAt - other.createdAt);
  }

  /** Puts a rule in the place of the one with its id. @returns false when there are `mostRules` others. */
  save(rule: Rule): boolean {
    const others = this.list().filter(({ id }) => id !== rule.id);
    if (others.length >= mostRules) return false;
    this.#kept.set({ kind: 'rule', rule });
    return true;
  }

  remove(id: string): void {
    this.#kept.remove(ruleKey(id));
  }

  changeSettings({ quietHours, perMinute }: RuleSettingsChange): void {
    const { settings } = this;
    this.#kept.set({
      kind: 'settings',
      settings: {
        quietHours: quietHours ?? settings.quietHours,
        perMinute: perMinute ?? settings.perMinute,
      },
    });
  }

  /** Writes what is not yet on disk. A failure is reported, not thrown. */
  async flush(): Promise<void> {
    await this.#kept.flush();
  }
}

function keyOf(kept: Kept): string {
  return kept.kind === 'rule' ? ruleKey(kept.rule.id) : settingsKey;
}

function ruleKey(id: string): string {
  return `rule\n${id}`;
}
