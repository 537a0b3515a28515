import { z } from 'zod';

/**
 * Lists and records of a server's answer. The schema library checks every entry and describes each that is wrong, which
 * takes minutes for an answer of a million wrong ones; these end at the first, since the answer is of no use then.
 */

/** No answer of an AdminServer has so many names: the longest, of all metrics, has some hundred. */
const mostNames = 10_000;

/** An array whose entries all fit. */
export function listOf<Entry extends z.ZodType>(entry: Entry) {
  return z.array(z.unknown()).transform((entries, context) => {
    const list: z.output<Entry>[] = [];
    for (const each of entries) {
      const parsed = entry.safeParse(each);
      if (!parsed.success) return refuse(context);
      list.push(parsed.data);
    }
    return list;
  });
}

/** An object whose values all fit, whatever their names are. */
export function recordOf<Value extends z.ZodType>(value: Value) {
  return z.custom<object>(isRecord).transform((record, context) => {
    const found: [string, z.output<Value>][] = [];
    const entries = Object.entries(record);
    if (entries.length > mostNames) return refuse(context);
    for (const [name, each] of entries) {
      const parsed = value.safeParse(each);
      if (!parsed.success) return refuse(context);
      found.push([name, parsed.data]);
    }
    return Object.fromEntries(found);
  });
}

function isRecord(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

function refuse(context: z.RefinementCtx): never {
  context.addIssue({ code: 'custom', message: 'an entry does not fit' });
  return z.NEVER;
}
