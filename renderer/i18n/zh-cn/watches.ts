import type { Catalog } from '../catalog.ts';
import type { watches as en } from '../en/watches.ts';

export const watches = {
  title: '监听',
  watch: '监听',
  node: '节点',
  children: '子节点',
  subtree: '子树',
  added: {
    node: '正在监听 {{path}}',
    children: '正在监听 {{path}} 的子节点',
    subtree: '正在监听 {{path}} 及其下所有节点',
  },
  remove: '移除监听',
  since: '始于',
  changeCount_one: '{{shown}} 次变更',
  changeCount_other: '{{shown}} 次变更',
  emptyTitle: '还没有监听',
  emptyText: '已展开或已打开的节点会自动跟踪。监听还能跟踪不在屏幕上的节点、其子节点或整个子树。',
  addHere: '监听其子树：{{path}}',
  addSubtree: '监听其子树',
} as const satisfies Catalog<typeof en>;
