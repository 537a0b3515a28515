import type { tasks as en } from '../en/tasks.ts';
import type { Catalog } from '../catalog.ts';

export const tasks = {
  title: '任务',
  work: { deleteSubtree: '删除 {{path}}' },
  planning: { deleteSubtree: '正在统计 {{path}} 之下的节点' },
  states: {
    planning: '规划中：已查看 {{done}} 个节点',
    running: '运行中：{{done}} / {{total}} 个节点',
    runningAt: '运行中：{{done}} / {{total}} 个节点，每秒 {{rate}} 个',
    paused: '已暂停：{{done}} / {{total}} 个节点',
    done: '已完成：{{done}} 个节点',
    cancelled: '已取消：此前已删除 {{done}} / {{total}} 个节点',
    failed: '失败：已删除 {{done}} / {{total}} 个节点',
    interrupted: '已中断：此前已删除 {{done}} / {{total}} 个节点',
  },
  pause: '暂停',
  resume: '继续',
  cancel: '取消',
  report: '报告',
  putAway: '收起',
  stopped: '删除 {{path}} 已停止：已删除 {{done}} / {{total}} 个节点。',
  maybeMore: '另有最多 {{maybe}} 个节点可能也已删除：服务器尚未答复，连接就断开了。',
  on: '连接：{{connection}}',
  canGoOn: '可用“继续”删除剩余节点。',
  reportTitle: '报告：{{work}}',
  started: '开始于 {{at}}',
  ended: '结束于 {{at}}',
  gone: '该任务已被收起。',
  close: '关闭',
} as const satisfies Catalog<typeof en>;
