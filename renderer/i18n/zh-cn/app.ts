import type { Catalog } from '../catalog.ts';
import type { app as en } from '../en/app.ts';

export const app = {
  name: 'Treekeeper',
  cancel: '取消',
  copied: '已复制',
  copyText: '复制 {{text}}',
  back: '后退',
  forward: '前进',
  refresh: '刷新',
  newNode: '新建节点',
  commands: '命令',
  path: '路径',
  hiddenInPath: '含隐藏字符',
  filterChildren: '筛选子节点',
  matches_one: '{{shown}} 个匹配',
  matches_other: '{{shown}} 个匹配',
  toolbar: '工具栏',
  resizeTree: '调整节点树宽度',
  resizeBottom: '调整下方面板高度',
  resizeWatches: '调整监听列表宽度',
  noSuchNode: '{{path}} 不存在。',
  nearestParent: '{{path}} 不存在，最近的现有上级节点是',
  panelFailed: '由于 Treekeeper 的程序错误，此面板已停止（事件编号 {{incident}}）。',
  reloadPanel: '重新加载面板',
  startFailed: 'Treekeeper 无法启动窗口：{{detail}}',
} as const satisfies Catalog<typeof en>;
