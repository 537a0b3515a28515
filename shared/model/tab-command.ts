import { z } from 'zod';

/** What a key, the menu or a page may want of the tabs of its window. */
export const tabCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('newTab') }),
  z.strictObject({ kind: z.literal('newWindow') }),
  z.strictObject({ kind: z.literal('closeTab') }),
  z.strictObject({ kind: z.literal('step'), by: z.union([z.literal(1), z.literal(-1)]) }),
  /** The tab at a place, from 0; 8 is the last one, whichever that is. */
  z.strictObject({ kind: z.literal('showAt'), place: z.int().min(0).max(8) }),
  /** The keyboard goes into the tab strip. */
  z.strictObject({ kind: z.literal('toStrip') }),
]);

export type TabCommand = z.output<typeof tabCommandSchema>;
