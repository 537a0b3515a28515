import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../../stores/draft-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { EmptyState, Spinner, Tabs } from '../../ui/index.ts';
import { AclView } from './acl-view.tsx';
import { DataView } from './data-view.tsx';
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
    if (node.kind === 'absent') return <AbsentNode path={node.path} />;
    if (node.kind === 'failed' && !node.value) return <UnreadableNode failure={node.failure} />;
  }
  return <NodeViews node={node} />;
}

type View = 'data' | 'stat' | 'acl';

function NodeViews({ node }: { readonly node: OpenNode }) {
  const { t } = useTranslation();
  const [ref, width] = useElementWidth();
  const [view, setView] = useState<View>('data');
  const isBeside = width === null || width >= besideMinWidth;
  const data = { id: 'data', label: t('node.data'), content: <DataView node={node} /> } as const;
  const value = node.kind === 'loading' ? null : node.value;
  const stat = {
    id: 'stat',
    label: t('node.stat'),
    content: value && <StatTable stat={value.stat} />,
  } as const;
  const acl = {
    id: 'acl',
    label: t('node.acl'),
    content: value && <AclView path={node.path} aversion={value.stat.aversion} />,
  } as const;
  return (
    <div ref={ref} className={styles.views}>
      {isBeside ? (
        <>
          <div className={styles.data}>{data.content}</div>
          <div className={styles.side}>
            <Tabs
              label={t('node.statAndAcl')}
              items={[stat, acl]}
              selected={view === 'acl' ? 'acl' : 'stat'}
              onChange={setView}
            />
          </div>
        </>
      ) : (
        <Tabs
          label={t('node.tabs')}
          items={[data, stat, acl]}
          selected={view}
          onChange={(id: View) => setView(id)}
        />
      )}
    </div>
  );
}
