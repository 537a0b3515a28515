import { useTranslation } from 'react-i18next';
import { watchScopes } from '../../../shared/model/change.ts';
import { nameOf } from '../../../shared/znode-path.ts';
import { call, failureOf } from '../../bridge/client.ts';
import { useIsConnected, useIsWritable } from '../../stores/connection-store.ts';
import { openDialog } from '../../stores/dialog-store.ts';
import { notifyFailure } from '../../stores/notice-store.ts';
import { addWatch } from '../../stores/watches.ts';
import { ContextMenu, type ContextMenuEntry } from '../../ui/context-menu.tsx';

export interface RowMenuProps {
  readonly path: string;
  readonly at: { readonly x: number; readonly y: number };
  readonly onClose: () => void;
}

const scopeKeys = {
  node: 'tree.watchNode',
  children: 'tree.watchChildren',
  subtree: 'tree.watchSubtree',
} as const;

/** What can be done with one row of the tree. */
export function RowMenu({ path, at, onClose }: RowMenuProps) {
  const { t } = useTranslation();
  const isWritable = useIsWritable();
  const isConnected = useIsConnected();
  const entries: ContextMenuEntry[] = [
    {
      kind: 'item',
      id: 'newChild',
      label: t('tree.newChild'),
      isDisabled: !isWritable,
      onAction: () => {
        openDialog({ kind: 'create', parent: path });
      },
    },
    {
      kind: 'submenu',
      id: 'watch',
      label: t('tree.watch'),
      items: watchScopes.map((scope) => ({
        id: scope,
        label: t(scopeKeys[scope]),
        isDisabled: !isConnected,
        onAction: () => {
          void addWatch(path, scope);
        },
      })),
    },
    {
      kind: 'item',
      id: 'notify',
      label: t('tree.notify'),
      onAction: () => {
        openDialog({ kind: 'rules', path });
      },
    },
    {
      kind: 'item',
      id: 'refresh',
      label: t('tree.refresh'),
      isDisabled: !isConnected,
      onAction: () => {
        call('tree.refresh').catch((error: unknown) => {
          notifyFailure(failureOf(error, 'tree.refresh'));
        });
      },
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
      isDisabled: !isWritable || path === '/',
      onAction: () => {
        openDialog({ kind: 'delete', path });
      },
    },
  ];
  return (
    <ContextMenu label={t('tree.rowMenu', { path })} entries={entries} at={at} onClose={onClose} />
  );
}

function copy(text: string): void {
  call('app.writeClipboard', { text }).catch((error: unknown) => {
    notifyFailure(failureOf(error, 'app.writeClipboard'));
  });
}
