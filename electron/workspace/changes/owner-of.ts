import { isEphemeral } from '../../../shared/model/stat.ts';

/** @returns the session that owns an ephemeral node, as an entry holds it; nothing for any other node. */
export function ownerOf({ ephemeralOwner }: { readonly ephemeralOwner: bigint | null }): {
  owner?: bigint;
} {
  if (ephemeralOwner === null || !isEphemeral({ ephemeralOwner })) return {};
  return { owner: ephemeralOwner };
}
