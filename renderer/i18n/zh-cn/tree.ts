import type { Catalog } from '../catalog.ts';
import type { tree as en } from '../en/tree.ts';

export const tree = {
  znodes: '节点树',
  ephemeral: '临时节点',
  childCount_one: '{{shown}} 个子节点',
  childCount_other: '{{shown}} 个子节点',
  draft: '有草稿',
  changesBelow_one: '下面有 {{shown}} 次变更',
  changesBelow_other: '下面有 {{shown}} 次变更',
  flashes: {
    created: '刚创建',
    changed: '刚变更',
    deleted: '刚删除一个子节点',
  },
  locked: '已锁定',
  unreadable: '无法读取',
  ephemeralHint: '临时节点：所属会话结束时消失',
  draftHint: '有尚未保存的内容',
  rowMenu: '{{path}} 的操作',
  newChild: '新建子节点…',
  watch: '监听',
  watchNode: '节点',
  watchChildren: '子节点',
  watchSubtree: '子树',
  refresh: '刷新',
  copyPath: '复制路径',
  copyName: '复制名称',
  delete: '删除…',
  noMatchTitle: '没有匹配项',
  noMatchText: '已加载的节点中没有名称包含“{{filter}}”的节点。从未展开的层级不在查找范围内。',
  clearFilter: '清除筛选',
} as const satisfies Catalog<typeof en>;
