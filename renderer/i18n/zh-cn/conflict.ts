import type { Catalog } from '../catalog.ts';
import type { conflict as en } from '../en/conflict.ts';

export const conflict = {
  close: '关闭',
  title: '冲突：{{path}}',
  explanation:
    '在您开始输入之后，有人修改了该节点（版本 {{from}} → {{to}}）。尚未保存任何内容，双方的文本都没有丢失。',
  baseUnknown:
    '无法从磁盘读取您开始输入时的原内容，因此无法判断之后是否有人修改了该节点，也无法合并。尚未保存任何内容，双方的文本都没有丢失。',
  changedAgain: '在保存您的文本之前它又变更了一次：现在是版本 {{to}}。请再看一遍后决定。',
  reading: '正在读取服务器上的内容…',
  theirs: '对方：服务器上，版本 {{version}}',
  theirsNull: '对方：服务器上，版本 {{version}}，没有数据',
  mine: '我的：在此输入',
  comparison: '对方（左）与我的（右）',
  theirsBinary: '服务器上的值已不再是文本，因此无法并排显示或合并。',
  overwrite: '覆盖',
  keepTheirs: '保留对方',
  merge: '合并',
  cancel: '稍后决定',
  overwritten: '已用您的文本覆盖 {{path}} 的版本 {{version}}。',
  keptTheirs: '已保留 {{path}} 在服务器上的内容；您的文本已丢弃。',
  undo: '撤销',
  merged: '已在编辑器中合并 {{path}} 的双方修改。保存之前不会写入任何内容。',
  mergedWithConflicts_one:
    '已在编辑器中合并 {{path}}；双方都修改的 {{formatted}} 处置于冲突标记之间。保存之前不会写入任何内容。',
  mergedWithConflicts_other:
    '已在编辑器中合并 {{path}}；双方都修改的 {{formatted}} 处置于冲突标记之间。保存之前不会写入任何内容。',
  labelMine: '我的',
  labelTheirs: '版本 {{version}}',
  nothingLeft: '服务器上已经是您的文本。',
} as const satisfies Catalog<typeof en>;
