import { Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useDraft } from '../../stores/draft-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { EmptyState, Spinner, Tabs } from '../../ui/index.ts';
import {
  rememberViews,
  useTabViews,
  useViewMemory,
  type NodeTabProps,
  type ShownNode,
} from '../../views/index.ts';
import { HistoryContext, useHistoryModel } from './history/history-context.ts';
import { VersionComparison } from './history/version-comparison.tsx';
import { UnreadableNode } from './missing-node.tsx';
import { settleDraft } from './node-actions.ts';
import { NodeHeader } from './node-header.tsx';
import styles from './node-panel.module.css';
import { useShownNode } from './node-store.ts';
import { useElementWidth } from './use-element-width.ts';
import { useKeptDrafts, useOpenedNode, usePreloadedEditor } from './use-node-lifecycle.ts';
import { historyViewId, nodeViewId } from './view-ids.ts';

/** From this width on, Stat stands beside the data instead of behind a tab. */
const besideMinWidth = 600;

/** The selected znode: its data, its Stat, its ACL. */
export function NodePanel() {
  const { t } = useTranslation();
  const path = useSelectionStore((state) => state.selectedPath);
  useOpenedNode(path);
  useKeptDrafts();
  usePreloadedEditor();
  if (path === null) return <EmptyState title={t('node.none')} text={t('node.noneText')} />;
  return <SelectedNode path={path} />;
}

function SelectedNode({ path }: { readonly path: string }) {
  const node = useShownNode(path);
  const draft = useDraft(path);
  const present = node.kind === 'present' ? node.value : null;
  useEffect(() => {
    if (present) settleDraft(path, present);
  }, [path, present]);

  return (
    <div className={styles.panel}>
      <NodeHeader node={node} hasDraft={draft !== undefined} />
      <NodeBody node={node} hasDraft={draft !== undefined} />
    </div>
  );
}

function NodeBody({ node, hasDraft }: { readonly node: ShownNode; readonly hasDraft: boolean }) {
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
  return <NodeViews node={node} isGone={node.kind === 'absent' && !hasDraft} />;
}

function NodeViews({ node, isGone }: NodeTabProps) {
  const { t } = useTranslation();
  const [ref, width] = useElementWidth();
  const { tab = 'node.data' } = useViewMemory(nodeViewId);
  const history = useHistoryModel(node.path);
  const picked = useStore(history.state, (state) => state.picked);
  const isWide = width === null || width >= besideMinWidth;
  const views = useTabViews().filter((view) => view.isAvailable?.({ node, isGone }) ?? true);
  const [beside, others] = [
    views.filter((view) => view.isBeside),
    views.filter((view) => !view.isBeside),
  ];
  const shown = isWide ? others : views;
  const selected = (shown.find(({ id }) => id === tab) ?? shown[0])?.id ?? '';
  const items = shown.map(({ id, titleKey, component: Content }) => ({
    id,
    label: t(titleKey),
    content: (
      <Suspense>
        <Content node={node} isGone={isGone} />
      </Suspense>
    ),
  }));
  const isComparing = isWide && selected === historyViewId && picked.length > 0;
  const tabs = (
    <Tabs
      label={t(isWide ? 'node.sideTabs' : 'node.tabs')}
      items={items}
      selected={selected}
      onChange={(id) => rememberViews({ [nodeViewId]: { tab: id } })}
    />
  );
  return (
    <HistoryContext value={{ model: history, isComparedBeside: isWide }}>
      <div ref={ref} className={styles.views}>
        {isWide ? (
          <>
            <div className={styles.data}>
              {isComparing ? (
                <VersionComparison model={history} node={node} />
              ) : (
                beside.map(({ id, component: Content }) => (
                  <Content key={id} node={node} isGone={isGone} />
                ))
              )}
            </div>
            <div className={styles.side}>{tabs}</div>
          </>
        ) : (
          tabs
        )}
      </div>
    </HistoryContext>
  );
}
