import type { Language } from '../../shared/model/application.ts';
import type { SessionState } from '../../shared/model/connection.ts';

interface Words {
  /** The name of the list of tabs. */
  readonly connections: string;
  readonly newTab: string;
  /** Of a tab whose page has no connection. */
  readonly newConnection: string;
  readonly close: (name: string) => string;
  readonly hung: string;
  /** What must be said of a connection beside its name; null for what goes without saying. */
  readonly states: Readonly<Record<SessionState['kind'], string | null>>;
}

/** The strip's own words: it is a page apart, light enough to be there at once. */
export const words: Readonly<Record<Language, Words>> = {
  en: {
    connections: 'Connections',
    newTab: 'New tab',
    newConnection: 'New connection',
    close: (name) => `Close ${name}`,
    hung: 'not responding',
    states: {
      connecting: 'connecting',
      connected: null,
      readOnly: 'read-only',
      reconnecting: 'reconnecting',
      expired: 'expired',
      authFailed: 'authentication failed',
      closed: 'closed',
    },
  },
  'zh-CN': {
    connections: '连接',
    newTab: '新建标签页',
    newConnection: '新建连接',
    close: (name) => `关闭 ${name}`,
    hung: '无响应',
    states: {
      connecting: '连接中',
      connected: null,
      readOnly: '只读',
      reconnecting: '重新连接中',
      expired: '已过期',
      authFailed: '认证失败',
      closed: '已关闭',
    },
  },
};
