import type { Catalog } from '../catalog.ts';
import type { editor as en } from '../en/editor.ts';

export const editor = {
  menu: '文本',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  format: '格式化',
  wrap: '自动换行',
  wrapNot: '不自动换行',
  copyValue: '复制整个值',
  find: '查找',
} as const satisfies Catalog<typeof en>;
