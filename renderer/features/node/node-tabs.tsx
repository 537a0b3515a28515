import { useStore } from 'zustand';
import type { NodeTabProps, ShownNode } from '../../views/index.ts';
import { AclView } from './acl-view.tsx';
import { DataView } from './data-view.tsx';
import { useHistory } from './history/history-context.ts';
import { HistoryList } from './history/history-list.tsx';
import { VersionComparison } from './history/version-comparison.tsx';
import { AbsentNode } from './missing-node.tsx';
import { StatTable } from './stat-table.tsx';

export function DataTab({ node, isGone }: NodeTabProps) {
  return isGone ? <AbsentNode path={node.path} /> : <DataView node={node} />;
}

export function StatTab({ node }: NodeTabProps) {
  const stat = statOf(node);
  return stat && <StatTable stat={stat} />;
}

export function AclTab({ node }: NodeTabProps) {
  const stat = statOf(node);
  return stat && <AclView path={node.path} aversion={stat.aversion} />;
}

export function HistoryTab({ node }: NodeTabProps) {
  const { model, isComparedBeside } = useHistory();
  const picked = useStore(model.state, (state) => state.picked);
  if (!isComparedBeside && picked.length > 0) {
    return <VersionComparison model={model} node={node} />;
  }
  return <HistoryList model={model} />;
}

function statOf(node: ShownNode) {
  return node.kind === 'loading' ? null : (node.value?.stat ?? null);
}
