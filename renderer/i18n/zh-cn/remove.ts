import type { Catalog } from '../catalog.ts';
import type { remove as en } from '../en/remove.ts';

export const remove = {
  close: '关闭',
  title: '删除 {{path}}',
  counting: '正在统计 {{path}} 之下的节点',
  counted_one: '目前 {{formatted}} 个节点',
  counted_other: '目前 {{formatted}} 个节点',
  onlyThis: '将删除 {{path}}，一个没有子节点的节点。',
  withChildren_one:
    '将删除 {{path}} 及其下的一切：共 {{total}} 个节点，即它自身与其下的 {{formatted}} 个。',
  withChildren_other:
    '将删除 {{path}} 及其下的一切：共 {{total}} 个节点，即它自身与其下的 {{formatted}} 个。',
  ephemerals_one: '其中 {{formatted}} 个是临时节点：其所有者将失去它，例如锁或注册信息。',
  ephemerals_other: '其中 {{formatted}} 个是临时节点：其所有者将失去它们，例如锁或注册信息。',
  drafts_one: '这些节点有 {{formatted}} 份草稿，将保留到您丢弃为止。',
  drafts_other: '这些节点有 {{formatted}} 份草稿，将保留到您丢弃为止。',
  sample: '其中包括',
  andMore_one: '以及另外 {{formatted}} 个',
  andMore_other: '以及另外 {{formatted}} 个',
  noUndo: '此操作无法撤销。',
  confirm: '删除',
  confirmMany: '删除 {{formatted}} 个节点',
  typeName: '键入名称以确认',
  typeNameHint: '节点名称：“{{name}}”',
  done_one: '已删除 {{path}}。',
  done_other: '已删除 {{path}} 及其下的一切：共 {{formatted}} 个节点。',
  changed: '打开此对话框后 {{path}} 已发生变更。以下是目前的统计。',
  gone: '{{path}} 已不存在：没有可删除的内容。',
  stopped_one: '已停止。此前已删除 {{formatted}} 个节点。',
  stopped_other: '已停止。此前已删除 {{formatted}} 个节点。',
  countAgain: '重新统计',
} as const satisfies Catalog<typeof en>;
