import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call, failureOf } from '../bridge/client.ts';
import { useTopic } from '../bridge/use-topic.ts';
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
  const tree = useTopic('tree');
  /** What is being typed; null while nothing differs from what is applied. */
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const applied = tree?.filter ?? '';
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
    tree && applied !== ''
      ? t('app.matches', {
          count: tree.matchCount,
          shown: formatCount(tree.matchCount, i18n.language),
        })
      : undefined;
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
