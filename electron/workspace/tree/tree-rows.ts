import type { RowStat, TreeRow } from '../../../shared/model/tree.ts';
import { isEphemeral, type Stat } from '../../../shared/model/stat.ts';
import { shortName } from '../../../shared/visible-name.ts';
import { splitSequence } from '../../../shared/sequence-number.ts';
import type { NodeFact } from '../observe/node-facts.ts';
import type { Branch } from './branch.ts';
import type { ModelRow } from './expanded-tree.ts';

/**
 * @param parentStat what is known of the node above it.
 * @returns a row as the window gets it: its place, and what is known of its node and of what it hides.
 */
export function toTreeRow(
  row: ModelRow,
  fact: NodeFact,
  branch: Branch | undefined,
  lately: Pick<TreeRow, 'events' | 'changesBelow'>,
  parentStat: Stat | null | undefined,
): TreeRow {
  const sequenceLength = parentStat ? splitSequence(row.name, parentStat).sequence.length : 0;
  const stat = rowStatOf(fact, branch);
  const failure = branch?.state.kind === 'failed' ? branch.state.failure : fact.refusal;
  return {
    ...row,
    // A name may be a megabyte, which nobody reads in a row; the path has all of it.
    name: shortName(row.name),
    expansion: expansionOf(stat, branch),
    events: lately.events,
    ...(sequenceLength > 0 && { sequenceLength }),
    changesBelow: branch ? 0 : lately.changesBelow,
    ...(stat && { stat }),
    ...(failure && { failure }),
  };
}

function rowStatOf({ stat }: NodeFact, branch: Branch | undefined): RowStat | undefined {
  if (!stat) return undefined;
  return {
    // The level is newer than the stat: it changes with each event.
    numChildren: branch?.state.kind === 'expanded' ? branch.level.size : stat.numChildren,
    ephemeral: isEphemeral(stat),
    version: stat.version,
    dataLength: stat.dataLength,
  };
}

function expansionOf(stat: RowStat | undefined, branch: Branch | undefined): TreeRow['expansion'] {
  if (branch) {
    // Still followed, so it opens by itself with its first child; until then there is nothing to collapse.
    const isEmpty = branch.state.kind === 'expanded' && branch.level.size === 0;
    return isEmpty ? 'leaf' : branch.state.kind;
  }
  if (!stat) return 'unknown';
  return stat.numChildren > 0 ? 'collapsed' : 'leaf';
}
