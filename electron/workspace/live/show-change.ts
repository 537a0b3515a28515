import { parentOf } from '../../../shared/znode-path.ts';
import type { LiveView } from './live-view.ts';

/**
 * Shows what was changed here at once. Watches report it; where there is none (servers before 3.6, or the budget is
 * used up), what may be another now is read again.
 */
export async function showChange(
  { tree, levels, registry, openNode }: LiveView,
  path: string,
): Promise<void> {
  const parent = tree.branch(parentOf(path) ?? '');
  if (parent && !registry.isWatched(parent.path)) await levels.reread(parent);
  if (openNode.snapshot?.path === path && !registry.isWatched(path)) await openNode.reload();
}
