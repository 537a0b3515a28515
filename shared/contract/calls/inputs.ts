import { z } from 'zod';
import { changeKinds, pathPatternKinds } from '../../model/change.ts';
import { connectionProfileSchema } from '../../model/connection.ts';
import {
  longestRuleName,
  longestRulePattern,
  valueMatchKinds,
  type Rule,
} from '../../model/rule.ts';
import { isValidZnodePath } from '../../znode-path.ts';

/** What the inputs of several domains are made of. */

export const none = z.undefined();
export const path = z.string().refine(isValidZnodePath);
export const version = z.int().min(-2_147_483_648).max(2_147_483_647);
export const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
export const index = z.int().min(0);
/** The most rows one window may ask for, so that no call moves a whole level. */
export const windowRows = z.int().min(1).max(500);
/** Milliseconds since the epoch, in the range of a Date. */
export const timeMs = z.number().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);
export const profileId = connectionProfileSchema.shape.id;

const rulePattern = z.string().min(1).max(longestRulePattern);
export const ruleId = z.string().min(1).max(100);

/** A rule, as it is saved and as it is tried. */
export const rule = z.strictObject({
  id: ruleId,
  name: z.string().min(1).max(longestRuleName),
  isOn: z.boolean(),
  path: z.strictObject({ kind: z.enum(pathPatternKinds), pattern: rulePattern }),
  kinds: z.array(z.enum(changeKinds)).min(1).max(changeKinds.length).readonly(),
  value: z.strictObject({ kind: z.enum(valueMatchKinds), pattern: rulePattern }).optional(),
  hasSound: z.boolean(),
  createdAt: timeMs,
}) satisfies z.ZodType<Rule>;
