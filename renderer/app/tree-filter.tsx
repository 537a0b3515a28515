import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TreeSummary } from '../../shared/model/tree.ts';
import { call, failureOf } from '../bridge/client.ts';
import { useTopic } from '../bridge/topics.ts';
import { formatCount } from '../i18n/format.ts';
import { notifyFailure } from '../stores/notice-store.ts';
import { SearchField } from '../ui/index.ts';
import { filterField } from './focus-targets.ts';
import styles from './toolbar.module.css';

/** How long typing may pause before the filter is applied. */
const applyDelayMs = 120;

/** Narrows the tree to names that contain a text; the main process filters where the rows are. */
export function TreeFilter() {
  const { t, i18n } = useTranslation();
  const applied = useTopic('tree', filterOf);
  const count = useTopic('tree', matchCountOf);
  /** What is being typed; null while nothing differs from what is applied. */
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  if (typed !== null && typed === applied) setTyped(null);

  const change = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    const apply = () => {
      call('tree.setFilter', { text }).catch((error: unknown) => {
        setTyped(null);
        notifyFailure(failureOf(error, 'tree.setFilter'));
      });
    };
    // Clearing needs no pause: nothing more will be typed.
    if (text === '') apply();
    else timer.current = setTimeout(apply, applyDelayMs);
  };

  const note =
    applied === ''
      ? undefined
      : t('app.matches', { count, shown: formatCount(count, i18n.language) });
  return (
    <SearchField
      label={t('app.filterChildren')}
      className={styles.filter ?? ''}
      ref={filterField}
      value={typed ?? applied}
      onChange={change}
      note={note}
    />
  );
}

// With each change in the tree there is another summary; what is filtered by stays the same.
function filterOf(tree: TreeSummary | undefined): string {
  return tree?.filter ?? '';
}

function matchCountOf(tree: TreeSummary | undefined): number {
  return tree && tree.filter !== '' ? tree.matchCount : 0;
}
