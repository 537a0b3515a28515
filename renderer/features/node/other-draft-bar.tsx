import { useTranslation } from 'react-i18next';
import { formatCount, formatDay, formatTimeOfDay } from '../../i18n/format.ts';
import { useDraft } from '../../stores/draft-store.ts';
import { othersOf, showOtherDraft, useOtherDraftStore } from '../../stores/other-drafts.ts';
import { Button, useNow } from '../../ui/index.ts';
import { InfoBar } from './info-bar.tsx';

/** Says that further drafts of the node are kept, and shows one after the other. */
export function OtherDraftBar({ path }: { readonly path: string }) {
  const { t, i18n } = useTranslation();
  const others = useOtherDraftStore((state) => state.others);
  const today = formatDay(useNow());
  const ofNode = othersOf(others, path, useDraft(path));
  const [next] = ofNode;
  if (!next) return null;
  const day = formatDay(next.updatedAt);
  const minute = formatTimeOfDay(next.updatedAt).slice(0, 5);
  return (
    <InfoBar
      text={t('node.otherDraft', {
        count: ofNode.length,
        formatted: formatCount(ofNode.length, i18n.language),
        time: day === today ? minute : `${day} ${minute}`,
      })}
      actions={
        <Button onPress={() => void showOtherDraft(path)}>{t('node.showOtherDraft')}</Button>
      }
    />
  );
}
