import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { call } from '../../bridge/client.ts';
import { useTopic } from '../../bridge/topics.ts';
import { describeFailure } from '../../i18n/describe-failure.ts';
import { Button, EmptyState } from '../../ui/index.ts';
import { reportTreeError } from './report-error.ts';
import { TreeModel } from './tree-model.ts';
import { TreeView } from './tree-view.tsx';
import styles from './tree-view.module.css';

/** The left panel: the tree, and what to say where it has nothing to show. */
export function TreePanel() {
  const [model] = useState(() => new TreeModel(reportTreeError));
  useEffect(() => model.follow(), [model]);
  const filter = useStore(model.state, (state) => state.filter);
  const hasNoMatch = useStore(
    model.state,
    (state) => state.filter !== '' && state.matchCount === 0,
  );
  return (
    <div className={styles.panel}>
      <div className={hasNoMatch ? styles.hidden : styles.panel}>
        <TreeView model={model} />
        <RootFailure model={model} />
      </div>
      {hasNoMatch && <NoMatch filter={filter} />}
    </div>
  );
}

function NoMatch({ filter }: { readonly filter: string }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('tree.noMatchTitle')}
      text={t('tree.noMatchText', { filter })}
      action={
        <Button
          onPress={() => {
            call('tree.setFilter', { text: '' }).catch(reportTreeError);
          }}
        >
          {t('tree.clearFilter')}
        </Button>
      }
    />
  );
}

/** A root that cannot be listed leaves the tree empty, so the reason is said outright and not only on hover. */
function RootFailure({ model }: { readonly model: TreeModel }) {
  const { t } = useTranslation();
  const failure = useStore(model.rows.state, ({ store }) => store.rows.get(0)?.row.failure);
  const chroot = useTopic('connection', (connection) => connection?.profile.target.chroot);
  if (!failure || model.rows.rowAt(0)?.path !== '/') return null;
  const isChrootAbsent = failure.code === 'NO_NODE' && chroot;
  return (
    <p className={styles.note}>
      {isChrootAbsent ? t('node.chrootAbsent', { chroot }) : describeFailure(failure, t)}
    </p>
  );
}
