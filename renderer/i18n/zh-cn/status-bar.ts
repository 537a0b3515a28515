import type { Catalog } from '../catalog.ts';
import type { statusBar as en } from '../en/status-bar.ts';

export const statusBar = {
  name: '状态栏',
  session: '会话',
  states: {
    connecting: '连接中',
    connected: '已连接',
    readOnly: '只读',
    reconnecting: '重新连接中',
    expired: '已过期',
    authFailed: '认证失败',
    closed: '已关闭',
  },
  attempt: '第 {{attempt}} 次尝试',
  lostSince: '{{time}} 与 {{server}} 断开 · 第 {{attempt}} 次尝试',
  noConnection: '没有打开的连接',
  readOnlyServer: '该服务器与集群多数失去联系，仅响应读取',
  expiredDetail: '正在建立新会话',
  lock: '只读锁定',
  lockHelp: '此连接以只读方式打开：拒绝一切修改。',
  sessionId: '会话',
  timeout: '超时 {{timeout}}',
  timeoutHelp: '服务器给出的会话超时；请求值：{{asked}}',
  watches: '监听 {{count}} / {{budget}}',
  watchesHelp: '服务器上持有的监听数，以及 Treekeeper 的上限',
  language: '语言：{{language}}',
  theme: '主题',
  followSystem: '跟随系统',
  light: '浅色',
  dark: '深色',
  connectAgain: '重新连接',
  expiryNews_zero:
    '会话于 {{time}} 过期，它没有临时节点。已改用新会话，并重新读取了显示的全部内容。',
  expiryNews_one:
    '会话于 {{time}} 过期，它的 {{count}} 个临时节点已消失。已改用新会话，并重新读取了显示的全部内容。',
  expiryNews_other:
    '会话于 {{time}} 过期，它的 {{count}} 个临时节点已消失。已改用新会话，并重新读取了显示的全部内容。',
  stuckNews:
    '服务器有应答，但随即断开连接：其数据可能比此窗口看到的更旧（被清空或从备份恢复），或者服务器已失去多数派。此会话无法继续；请开始新会话。',
  beginNewSession: '开始新会话',
  otherDataNews:
    '此地址上的数据与上次不同：可能是另一个集群，或数据已被清空后重建。您此前针对旧数据输入的内容已保留，并显示为冲突。',
  closedNews: '会话已过期，无法打开新会话。',
  authFailedNews: '服务器未接受此会话的凭据，会话已关闭。',
} as const satisfies Catalog<typeof en>;
