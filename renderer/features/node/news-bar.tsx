import i18next from 'i18next';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { call, failureOf } from '../../bridge/client.ts';
import { formatRelativeTime } from '../../i18n/format.ts';
import { showChange } from '../../stores/change-view-store.ts';
import { notify, notifyFailure } from '../../stores/notice-store.ts';
import { Button, IconButton, useNow } from '../../ui/index.ts';
import { InfoBar } from './info-bar.tsx';
import { dismissNews, useNodeStore, type NodeNews } from './node-store.ts';

/** Says that somebody else has changed the open node, and offers to show how. */
export function NewsBar({ path }: { readonly path: string }) {
  const news = useNodeStore(({ snapshot, news }) => (snapshot?.path === path ? news : null));
  return news && !news.isDismissed ? <ShownNews path={path} news={news} /> : null;
}

function ShownNews({ path, news }: { readonly path: string; readonly news: NodeNews }) {
  const { t, i18n } = useTranslation();
  const ago = formatRelativeTime(news.at, useNow(), i18n.language);
  const { from, to } = news;
  return (
    <InfoBar
      text={
        from.czxid === to.czxid
          ? t('node.newsChanged', { ago, from: from.version, to: to.version })
          : t('node.newsRecreated', { ago, to: to.version })
      }
      actions={
        <>
          <Button onPress={() => void showDifference(path, to.mzxid)}>{t('node.showDiff')}</Button>
          <IconButton
            label={t('node.dismissNews')}
            icon={<X aria-hidden />}
            onPress={dismissNews}
          />
        </>
      }
    />
  );
}

/** As many as may have come since the one that is looked for. */
const lookBack = 100;

/** Has the list of changes show the change that a transaction made. */
async function showDifference(path: string, mzxid: bigint): Promise<void> {
  try {
    const { rows } = await call('changes.getWindow', {
      from: 0,
      count: lookBack,
      query: { node: path, kinds: ['created', 'dataChanged'] },
    });
    const change = rows.find((row) => row.mzxid === mzxid) ?? rows[0];
    if (change) showChange(change.id);
    else notify({ kind: 'info', text: i18next.t('changes.gone') });
  } catch (error) {
    notifyFailure(failureOf(error, 'changes.getWindow'));
  }
}
