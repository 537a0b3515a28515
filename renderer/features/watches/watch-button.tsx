import { Eye } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import { watchScopes, type UserWatch } from '../../../shared/model/change.ts';
import { useTopic } from '../../bridge/topics.ts';
import { useIsConnected } from '../../stores/connection-store.ts';
import { useSelectionStore } from '../../stores/selection-store.ts';
import { addWatch } from '../../stores/watches.ts';
import { MenuButton } from '../../ui/index.ts';

/** Sets a watch on the selected node; a check mark shows what is watched already. */
export function WatchButton() {
  const { t } = useTranslation();
  const path = useSelectionStore((state) => state.selectedPath);
  const watched = useTopic(
    'watches',
    useShallow((watches: readonly UserWatch[] = []) =>
      watches
        .filter((watch) => watch.path === path && !watch.isOfRulesAlone)
        .map(({ scope }) => scope),
    ),
  );
  const isConnected = useIsConnected();
  const isWatched = (scope: (typeof watchScopes)[number]) => watched.includes(scope);
  return (
    <MenuButton
      label={t('watches.watch')}
      isDisabled={path === null || !isConnected}
      items={watchScopes.map((scope) => ({
        id: scope,
        label: t(`watches.${scope}`),
        isChosen: isWatched(scope),
        onAction: () => {
          if (path !== null && !isWatched(scope)) void addWatch(path, scope);
        },
      }))}
    >
      <Eye aria-hidden />
      {t('watches.watch')}
    </MenuButton>
  );
}
