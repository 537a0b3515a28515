import type { Catalog } from '../catalog.ts';
import type { paths as en } from '../en/paths.ts';

export const paths = {
  empty: '请输入路径，例如 /services。',
  notAbsolute: '路径以斜杠开头，例如 /services。',
  trailingSlash: '路径不能以斜杠结尾。',
  emptyPart: '名称不能为空：出现了连续的斜杠，或没有输入内容。',
  relativePart: 'ZooKeeper 没有相对路径：“{{part}}”不能作为名称。',
  badCharacter: 'ZooKeeper 不允许名称中包含字符 {{character}}。',
} as const satisfies Catalog<typeof en>;
