import type { TFunction } from 'i18next';
import { formatPermissions, type AclEntry } from '../../../shared/model/acl.ts';
import type { CreateMode } from '../../../shared/model/node.ts';
import { isEphemeral } from '../../../shared/model/stat.ts';
import { readTopic } from '../../bridge/topics.ts';

/** How a node is created again; without an ACL everybody may do everything. */
export interface Recreation {
  readonly mode: Extract<CreateMode, 'persistent' | 'ephemeral'>;
  readonly acl?: readonly AclEntry[];
  /** Whether missing parents are created as well; everybody may do everything with these. */
  readonly createParents: boolean;
}

/** What is known of a node that is gone. Servers do not say of a node whether it is a container or has a TTL. */
export interface KnownBefore {
  readonly mode?: Recreation['mode'];
  readonly acl?: readonly AclEntry[];
}

/** @returns what is known of a node that was open when it went. */
export function knownOf(path: string): KnownBefore {
  const node = readTopic('node');
  if (node?.kind !== 'absent' || node.path !== path) return {};
  const { last, lastAcl } = node;
  return {
    ...(last && { mode: isEphemeral(last.stat) ? 'ephemeral' : 'persistent' }),
    ...(lastAcl && { acl: lastAcl }),
  };
}

/** @returns whether it can be made again as it was without a question. */
export function isPlain(
  before: KnownBefore,
): before is KnownBefore & { readonly acl: readonly AclEntry[] } {
  return before.mode === 'persistent' && before.acl !== undefined;
}

/** @returns what a node was, and what it is when it is created persistent with its ACL, where that is known. */
export function describeBefore(before: KnownBefore, t: TFunction): string {
  const { mode, acl } = before;
  const parentsOpen = t('node.parentsOpen');
  if (isPlain(before))
    return `${t('node.beforePlain', { acl: formatAcl(before.acl) })} ${parentsOpen}`;
  const parts: string[] = [];
  if (mode === 'ephemeral') parts.push(t('node.beforeEphemeral'));
  if (mode === undefined) parts.push(t('node.beforeUnknown'));
  parts.push(t('node.beforePersistent'));
  parts.push(acl ? t('node.beforeAcl', { acl: formatAcl(acl) }) : t('node.beforeOpen'));
  parts.push(parentsOpen);
  return parts.join(' ');
}

/** @returns an ACL as zkCli writes it. */
export function formatAcl(acl: readonly AclEntry[]): string {
  return acl
    .map(({ scheme, id, permissions }) => `${scheme}:${id}:${formatPermissions(permissions)}`)
    .join(', ');
}
