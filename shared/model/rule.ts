import type { Change, ChangeKind, PathPattern } from './change.ts';

/** "When a znode that fits is created, changed or deleted, notify me." Rules hold for every connection. */
export interface Rule {
  /** Made by whoever makes the rule. */
  readonly id: string;
  readonly name: string;
  readonly isOn: boolean;
  readonly path: PathPattern;
  /** Any of these. */
  readonly kinds: readonly ChangeKind[];
  /** What the value after the change must hold; with it only `created` and `dataChanged` can match. */
  readonly value?: ValueMatch | undefined;
  readonly hasSound: boolean;
  /** Milliseconds since the epoch. Rules are listed in this order. */
  readonly createdAt: number;
}

export const valueMatchKinds = ['text', 'regex'] as const;

/**
 * How a value is looked at, as UTF-8 text, of which the first `searchedValueLength` characters count. `text`: a part
 * of it, whatever its case. A `regex` (RE2 syntax, as in a path pattern) fits anywhere in it.
 */
export interface ValueMatch {
  readonly kind: (typeof valueMatchKinds)[number];
  readonly pattern: string;
}

/** Bounds what one change can cost: a value may be a megabyte long, and a pattern anything. */
export const searchedValueLength = 16_384;

/** The most characters of a pattern in a rule, and the most rules. */
export const longestRulePattern = 512;
export const longestRuleName = 100;
export const mostRules = 100;

export interface RuleSettings {
  readonly quietHours: QuietHours;
  /** The most notifications in any minute; what goes beyond is summed up in one. */
  readonly perMinute: number;
}

/** A part of every day, local time; it may go over midnight. `to` is the first minute that is not quiet any more. */
export interface QuietHours {
  readonly isOn: boolean;
  /** Minutes since midnight. */
  readonly from: number;
  readonly to: number;
}

export const minutesOfDay = 1_440;
export const mostPerMinute = 60;

export const initialRuleSettings: RuleSettings = {
  quietHours: { isOn: false, from: 22 * 60, to: 7 * 60 },
  perMinute: 5,
};

/** Whether notifications can be shown at all, as far as the system says. */
export type NotificationDelivery =
  | { readonly kind: 'ready' }
  /** There is no notification service. */
  | { readonly kind: 'unsupported' }
  /** The last one was refused; the reason is in the system's own words. */
  | { readonly kind: 'failed'; readonly reason: string };

export interface RulesState {
  readonly rules: readonly Rule[];
  readonly settings: RuleSettings;
  readonly delivery: NotificationDelivery;
}

/** A rule that cannot be used; to be shown at the field concerned. */
export interface RuleProblem {
  readonly field: 'path' | 'value';
  /** What is wrong with the pattern, a technical addition in English. */
  readonly detail: string;
}

export type RuleSaveOutcome =
  | { readonly kind: 'saved' }
  | { readonly kind: 'problem'; readonly problem: RuleProblem }
  /** There are `mostRules` already. */
  | { readonly kind: 'tooMany' };

export type RuleTrial =
  | {
      readonly kind: 'tried';
      /** Entries of the timeline that were looked at. */
      readonly kept: number;
      /** How many of them would have notified. */
      readonly matching: number;
      /** The newest of those, newest first. */
      readonly last: readonly Change[];
      /** Changes that fit but for their value, which was not read or is not held any more. */
      readonly withoutValue: number;
    }
  | { readonly kind: 'problem'; readonly problem: RuleProblem }
  /** There is no connection, and so no timeline. */
  | { readonly kind: 'notConnected' };
