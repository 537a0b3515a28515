import type { Catalog } from '../catalog.ts';
import type { notices as en } from '../en/notices.ts';

export const notices = {
  region: '通知',
  notice: '通知',
  dismiss: '关闭',
  times: '{{count}} 次',
  afterCrash: '页面意外停止，已重新加载。草稿已保留，但最后一秒输入的内容可能除外。',
  writeFailed:
    '无法写入 {{file}}（{{reason}}）；您输入的内容只保留到应用程序退出为止。请释放一些磁盘空间，或检查该文件夹的权限。',
  corrupt: '无法识别 {{file}}，因此缺少其中的内容。该文件已改名为 {{reason}}，内容没有丢失。',
  unread:
    '{{file}} 中有内容无法读取（{{reason}}），因此这里缺少该内容。原文件保持不变，下次启动时会再次读取。',
  unreadSetAside:
    '启动时无法读取 {{file}}，而现在需要写入同名文件。原文件已改名为 {{reason}}，内容没有丢失。',
  historyStopped:
    '某个监听的历史不再保存到磁盘（{{reason}}）；已保存的内容仍然保留。请释放一些磁盘空间，然后重新开启保存。',
  historyKeyLost:
    '系统钥匙串中已没有磁盘上历史的密钥（{{reason}}）：这些历史无法再读取，新的历史将使用新密钥。',
  historyIncomplete:
    '磁盘上保存的某个历史缺少一部分，或曾在 Treekeeper 之外被改动。时间线中标出了缺失的位置，其余内容均真实可信。请检查谁有权写入 {{file}}。',
} as const satisfies Catalog<typeof en>;
