import type { Catalog } from '../catalog.ts';
import type { notices as en } from '../en/notices.ts';

export const notices = {
  region: '通知',
  notice: '通知',
  dismiss: '关闭',
  times: '{{count}} 次',
  writeFailed:
    '无法写入 {{file}}（{{reason}}）；您输入的内容只保留到应用程序退出为止。请释放一些磁盘空间，或检查该文件夹的权限。',
} as const satisfies Catalog<typeof en>;
