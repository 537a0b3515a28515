import type { Catalog } from '../catalog.ts';
import type { licences as en } from '../en/licences.ts';

export const licences = {
  title: '许可证',
  own: 'Treekeeper 采用 Apache License 2.0 许可证。',
  runtime:
    'Electron 和 Chromium 的许可证位于应用程序旁的 LICENSE.electron.txt 和 LICENSES.chromium.html 中。',
  lead: '它所使用的库：',
  libraries: '各库的许可证',
  reading: '正在读取许可证…',
  close: '关闭',
} as const satisfies Catalog<typeof en>;
