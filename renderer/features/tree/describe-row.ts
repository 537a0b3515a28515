import type { TFunction } from 'i18next';
import type { TreeRow } from '../../../shared/model/tree.ts';
import { shortName, visibleName } from '../../../shared/visible-name.ts';
import type { FlashKind } from './flashes.ts';
import { formatCount } from '../../i18n/format.ts';

/** @returns whether a row is one the session may not read. */
export function isLocked(row: TreeRow): boolean {
  return row.failure?.code === 'NO_AUTH';
}

/** @returns the accessible name of a row: the znode's own name first, then what its marks say. */
export function describeRow(
  row: TreeRow,
  hasDraft: boolean,
  flash: FlashKind | undefined,
  t: TFunction,
  language: string,
): string {
  const parts = [visibleName(shortName(row.name))];
  if (row.stat?.ephemeral) parts.push(t('tree.ephemeral'));
  const count = row.stat?.numChildren ?? 0;
  if (count > 0) parts.push(t('tree.childCount', { count, shown: formatCount(count, language) }));
  if (hasDraft) parts.push(t('tree.draft'));
  const below = row.changesBelow;
  if (below > 0) {
    parts.push(t('tree.changesBelow', { count: below, shown: formatCount(below, language) }));
  }
  if (flash) parts.push(t(`tree.flashes.${flash}`));
  if (isLocked(row)) parts.push(t('tree.locked'));
  else if (row.failure) parts.push(t('tree.unreadable'));
  return parts.join(language.startsWith('zh') ? '，' : ', ');
}

/** @returns `aria-expanded` of a row; undefined for one that has no children or is not known yet. */
export function expandedState(row: TreeRow): boolean | undefined {
  switch (row.expansion) {
    case 'unknown':
    case 'leaf':
      return undefined;
    case 'expanded':
      return true;
    case 'collapsed':
    case 'loading':
    case 'failed':
      return false;
  }
}
