import { z } from 'zod';
import { profileIdOf } from './profile-id.ts';

const idsOfBase = {
  version: z.number(),
  mzxid: z.bigint(),
  czxid: z.bigint().optional(),
};

const draftSchema = z.object({
  path: z.string(),
  text: z.string(),
  base: z.union([
    z.object({ ...idsOfBase, text: z.string(), isUnknown: z.boolean().optional() }),
    // A long text is a file of its own, so that it is not written again with each second of typing.
    z.object({ ...idsOfBase, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ]),
  updatedAt: z.number(),
});

/** Distinguishes drafts of one node that several pages have typed; undefined for the first. */
export type DraftCopy = number | undefined;

const recordSchema = z.object({
  /** Id of the profile. */
  profile: z.string(),
  /** That of the value it was typed over; absent where that was not known. */
  dataSet: z.string().optional(),
  copy: z.number().optional(),
  draft: draftSchema,
});

/** A draft as it is in its file. */
export type DraftRecord = z.infer<typeof recordSchema>;

export const draftRecordSchema: z.ZodType<DraftRecord> = z.union([
  recordSchema,
  // As earlier versions wrote it: by a key that followed from the connect string.
  z
    .object({ connection: z.string(), draft: draftSchema })
    .transform(({ connection, draft }) => ({ profile: profileIdOf(connection), draft })),
]);

/** @returns the hash by which a record names the text of its base; null where it holds that text itself. */
export function baseHashOf(record: DraftRecord | null): string | null {
  return record && 'sha256' in record.draft.base ? record.draft.base.sha256 : null;
}

/** @returns the key under which the record of a draft is kept. */
export function draftKeyOf({ profile, copy, draft }: DraftRecord): string {
  return copyKey(nodeKey(profile, draft.path), copy);
}

/** A path holds no control characters. */
export function nodeKey(profile: string, path: string): string {
  return `${profile}\n${path}`;
}

export function copyKey(node: string, copy: DraftCopy): string {
  return copy === undefined ? node : `${node}\n${String(copy)}`;
}
