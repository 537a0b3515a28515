import type { Catalog } from '../catalog.ts';
import type { create as en } from '../en/create.ts';

export const create = {
  title: '新建节点',
  parent: '位于 {{path}}',
  name: '名称',
  sequenceHint: 'ZooKeeper 会在末尾追加十位数字，因此名称可以为空。',
  mode: '类型',
  modes: {
    persistent: '持久',
    ephemeral: '临时',
    persistentSequential: '持久顺序',
    ephemeralSequential: '临时顺序',
    container: '容器',
    ttl: 'TTL',
    ttlSequential: 'TTL 顺序',
  },
  modeHints: {
    persistent: '一直保留，直到被删除。',
    ephemeral: '此窗口的会话结束时消失。',
    persistentSequential: '一直保留，直到被删除；名称带有父节点的下一个序号。',
    ephemeralSequential: '此窗口的会话结束时消失；名称带有父节点的下一个序号。',
    container: '最后一个子节点被删除一段时间后，由服务器移除。',
    ttl: '没有子节点且在此时长内未被修改时，由服务器移除。',
    ttlSequential: '没有子节点且在此时长内未被修改时，由服务器移除；名称带有父节点的下一个序号。',
  },
  ttl: '存活时间',
  milliseconds: '毫秒',
  ttlProblem: '请输入 1 到 1,099,511,627,775 毫秒之间的时间。',
  data: '数据',
  dataHint: '以 UTF-8 存储。留空则节点的数据为空值。',
  createParents: '创建缺失的父节点',
  needsParents: '名称含斜杠时需要勾选“创建缺失的父节点”。',
  nameNeeded: '请输入节点名称。',
  result: '将创建：',
  sequenceNumber: '<序号>',
  submit: '创建',
  creating: '正在创建…',
  created: '已创建 {{path}}。',
  tooLarge:
    '该数据作为请求需要 {{size}} 字节，而服务器拒绝超过 {{limit}} 字节的请求。未发送任何内容。',
  modeRefused: '该服务器不支持{{mode}}节点。请选择其他类型；您输入的内容仍保留。',
} as const satisfies Catalog<typeof en>;
