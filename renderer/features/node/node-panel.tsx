import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { failureOf } from '../../bridge/client.ts';
import { useDraft } from '../../stores/draft-store.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { EmptyState, Spinner, Tabs } from '../../ui/index.ts';
import { AclView } from './acl-view.tsx';
import { DataView } from './data-view.tsx';
import { HistoryList } from './history/history-list.tsx';
import { HistoryModel } from './history/history-model.ts';
import { VersionComparison } from './history/version-comparison.tsx';
import { AbsentNode, UnreadableNode } from './missing-node.tsx';
import { settleDraft } from './node-actions.ts';
import { NodeHeader } from './node-header.tsx';
import styles from './node-panel.module.css';
import { useOpenNode, type OpenNode } from './node-store.ts';
import { StatTable } from './stat-table.tsx';
import { useElementWidth } from './use-element-width.ts';
import { useKeptDrafts, useOpenedNode, usePreloadedEditor } from './use-node-lifecycle.ts';

export interface NodePanelProps {
  /** Buttons of other features, at the end of the header. */
  readonly actions?: ReactNode;
}

/** From this width on, Stat stands beside the data instead of behind a tab. */
const besideMinWidth = 600;

/** The selected znode: its data, its Stat, its ACL. */
export function NodePanel({ actions }: NodePanelProps) {
  const { t } = useTranslation();
  const path = useSelectionStore((state) => state.selectedPath);
  useOpenedNode(path);
  useKeptDrafts();
  usePreloadedEditor();
  if (path === null) return <EmptyState title={t('node.none')} text={t('node.noneText')} />;
  return <SelectedNode path={path} actions={actions} />;
}

function SelectedNode({ path, actions }: NodePanelProps & { readonly path: string }) {
  const node = useOpenNode(path);
  const draft = useDraft(path);
  const present = node.kind === 'present' ? node.value : null;
  useEffect(() => {
    if (present) settleDraft(path, present);
  }, [path, present]);

  return (
    <div className={styles.panel}>
      <NodeHeader node={node} hasDraft={draft !== undefined} actions={actions} />
      <NodeBody node={node} hasDraft={draft !== undefined} />
    </div>
  );
}

function NodeBody({ node, hasDraft }: { readonly node: OpenNode; readonly hasDraft: boolean }) {
  const { t } = useTranslation();
  if (!hasDraft) {
    if (node.kind === 'loading') {
      return (
        <div className={styles.loading}>
          <Spinner label={t('node.loading', { path: node.path })} />
        </div>
      );
    }
    if (node.kind === 'failed' && !node.value) return <UnreadableNode failure={node.failure} />;
  }
  return <NodeViews node={node} hasDraft={hasDraft} />;
}

type View = 'data' | 'stat' | 'acl' | 'history';

function NodeViews({ node, hasDraft }: { readonly node: OpenNode; readonly hasDraft: boolean }) {
  const { t } = useTranslation();
  const [ref, width] = useElementWidth();
  const [view, setView] = useState<View>('data');
  const { path } = node;
  const history = useMemo(
    () => new HistoryModel(path, (error) => notifyFailure(failureOf(error, 'changes.getWindow'))),
    [path],
  );
  const picked = useStore(history.state, (state) => state.picked);
  const isBeside = width === null || width >= besideMinWidth;
  const isGone = node.kind === 'absent' && !hasDraft;
  const value = node.kind === 'loading' ? null : node.value;
  const data = {
    id: 'data',
    label: t('node.data'),
    content: isGone ? <AbsentNode path={path} /> : <DataView node={node} />,
  } as const;
  const stat = {
    id: 'stat',
    label: t('node.stat'),
    content: value && <StatTable stat={value.stat} />,
  } as const;
  const acl = {
    id: 'acl',
    label: t('node.acl'),
    content: value && <AclView path={path} aversion={value.stat.aversion} />,
  } as const;
  const comparison = picked.length > 0 && <VersionComparison model={history} node={node} />;
  const versions = {
    id: 'history',
    label: t('history.title'),
    content: (!isBeside && comparison) || <HistoryList model={history} />,
  } as const;
  const side = isGone ? [versions] : [stat, acl, versions];
  const shownView = side.find(({ id }) => id === view)?.id ?? (isGone ? 'history' : 'stat');
  return (
    <div ref={ref} className={styles.views}>
      {isBeside ? (
        <>
          <div className={styles.data}>
            {(shownView === 'history' && comparison) || data.content}
          </div>
          <div className={styles.side}>
            <Tabs
              label={t('node.sideTabs')}
              items={side}
              selected={shownView}
              onChange={(id: View) => setView(id)}
            />
          </div>
        </>
      ) : (
        <Tabs
          label={t('node.tabs')}
          items={[data, ...side]}
          selected={view === 'data' ? 'data' : shownView}
          onChange={(id: View) => setView(id)}
        />
      )}
    </div>
  );
}
