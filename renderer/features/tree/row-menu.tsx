import { useTranslation } from 'react-i18next';
import { watchScopes } from '../../../shared/model/change.ts';
import { nameOf } from '../../../shared/znode-path.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { useCommand } from '../../commands/index.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { ContextMenu, type ContextMenuEntry } from '../../ui/context-menu.tsx';

export interface RowMenuProps {
  readonly path: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly isByKeyboard: boolean;
  readonly onClose: () => void;
}

const scopeKeys = {
  node: 'tree.watchNode',
  children: 'tree.watchChildren',
  subtree: 'tree.watchSubtree',
} as const;

/** What can be done with one row of the tree. */
export function RowMenu({ path, at, isByKeyboard, onClose }: RowMenuProps) {
  const { t } = useTranslation();
  const target = { path };
  const create = useCommand('node.new', target);
  const watch = {
    node: useCommand('watch.node', target),
    children: useCommand('watch.children', target),
    subtree: useCommand('watch.subtree', target),
  };
  const addRule = useCommand('rules.forNode', target);
  const refresh = useCommand('node.refresh');
  const remove = useCommand('node.delete', target);
  const entries: ContextMenuEntry[] = [
    {
      kind: 'item',
      id: 'newChild',
      label: t('tree.newChild'),
      isDisabled: !create.isEnabled,
      onAction: create.run,
    },
    {
      kind: 'submenu',
      id: 'watch',
      label: t('tree.watch'),
      items: watchScopes.map((scope) => ({
        id: scope,
        label: t(scopeKeys[scope]),
        isDisabled: !watch[scope].isEnabled,
        onAction: watch[scope].run,
      })),
    },
    {
      kind: 'item',
      id: 'notify',
      label: t('tree.notify'),
      onAction: addRule.run,
    },
    {
      kind: 'item',
      id: 'refresh',
      label: t('tree.refresh'),
      isDisabled: !refresh.isEnabled,
      onAction: refresh.run,
    },
    { kind: 'separator', id: 'copy' },
    {
      kind: 'item',
      id: 'copyPath',
      label: t('tree.copyPath'),
      onAction: () => {
        copy(path);
      },
    },
    {
      kind: 'item',
      id: 'copyName',
      label: t('tree.copyName'),
      onAction: () => {
        copy(nameOf(path));
      },
    },
    { kind: 'separator', id: 'destroy' },
    {
      kind: 'item',
      id: 'delete',
      label: t('tree.delete'),
      isDisabled: !remove.isEnabled || path === '/',
      onAction: remove.run,
    },
  ];
  return (
    <ContextMenu
      label={t('tree.rowMenu', { path })}
      entries={entries}
      at={at}
      focusesFirst={isByKeyboard}
      onClose={onClose}
    />
  );
}

function copy(text: string): void {
  call('app.writeClipboard', { text }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'app.writeClipboard'));
  });
}
