import type { Catalog } from '../catalog.ts';
import type { palette as en } from '../en/palette.ts';

export const palette = {
  title: '命令',
  input: '输入命令，或以 / 开头的路径',
  list: '命令',
  goTo: '转到 {{path}}',
  none: '没有匹配的命令。',
} as const satisfies Catalog<typeof en>;
