import type { Catalog } from '../catalog.ts';
import type { commands as en } from '../en/commands.ts';

export const commands = {
  showConnect: '连接到其他集群…',
  disconnect: '断开连接',
  newNode: '新建节点…',
  saveNode: '保存',
  deleteNode: '删除节点…',
  refresh: '刷新',
  goToPath: '转到路径',
  findInData: '在数据中查找',
  back: '后退',
  forward: '前进',
  watchNode: '监听此节点',
  watchChildren: '监听其子节点',
  watchSubtree: '监听其子树',
  filterTree: '筛选子节点',
  palette: '显示所有命令',
  themeSystem: '主题：跟随系统',
  themeLight: '主题：浅色',
  themeDark: '主题：深色',
  languageSystem: '语言：跟随系统',
  languageEnglish: '语言：English',
  languageChinese: '语言：简体中文',
  zoomIn: '放大',
  zoomOut: '缩小',
  zoomReset: '重置缩放',
} as const satisfies Catalog<typeof en>;
