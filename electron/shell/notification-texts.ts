import type { ChangeKind, EntryKind } from '../../shared/model/change.ts';
import type { Language } from '../../shared/model/application.ts';
import { nameOf } from '../../shared/znode-path.ts';
import type { Notice } from '../app/rules/notice.ts';

export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

interface Words {
  readonly kinds: Readonly<Record<ChangeKind, string>>;
  /** Of a change, for its title. */
  readonly title: (kind: string, name: string) => string;
  readonly merged: (count: string) => string;
  readonly rules: (names: string) => string;
  readonly moreTitle: (count: number, shown: string) => string;
  readonly moreBody: Readonly<Record<'rate' | 'quietHours', string>>;
  readonly exampleTitle: string;
  readonly exampleBody: string;
}

const english: Words = {
  kinds: {
    created: 'Created',
    dataChanged: 'Data changed',
    deleted: 'Deleted',
    childrenChanged: 'Children changed',
    aclChanged: 'ACL changed',
  },
  title: (kind, name) => `${kind}: ${name}`,
  merged: (count) => `${count} changes merged`,
  rules: (names) => `Rule: ${names}`,
  moreTitle: (count, shown) =>
    count === 1 ? '… and 1 more change' : `… and ${shown} more changes`,
  moreBody: { rate: 'In the last minute', quietHours: 'During quiet hours' },
  exampleTitle: 'Notifications work',
  exampleBody: 'A rule that matches a change shows one like this.',
};

const chinese: Words = {
  kinds: {
    created: '已创建',
    dataChanged: '数据已变更',
    deleted: '已删除',
    childrenChanged: '子节点已变更',
    aclChanged: 'ACL 已变更',
  },
  title: (kind, name) => `${kind}：${name}`,
  merged: (count) => `合并了 ${count} 次变更`,
  rules: (names) => `规则：${names}`,
  moreTitle: (_count, shown) => `……还有 ${shown} 次变更`,
  moreBody: { rate: '最近一分钟内', quietHours: '免打扰时段内' },
  exampleTitle: '通知正常',
  exampleBody: '规则匹配到变更时会显示这样的通知。',
};

const words: Readonly<Record<Language, Words>> = { en: english, 'zh-CN': chinese };

/** Systems cut long texts wherever it suits them; the end of a path says more than its middle. */
const longestPath = 160;
const longestNames = 120;

/**
 * @returns what a notification says. Never a value: a notification is seen on a locked screen, and kept by the system.
 */
export function notificationText(notice: Notice, language: Language): NotificationText {
  const own = words[language];
  const format = (count: number) => new Intl.NumberFormat(language).format(count);
  switch (notice.kind) {
    case 'change': {
      const { kind, path, count } = notice.change;
      const lines = [
        plain(cutMiddle(path, longestPath)),
        ...(count > 1 ? [own.merged(format(count))] : []),
        own.rules(plain(cutEnd(notice.ruleNames.join(', '), longestNames))),
      ];
      const name = path === '/' ? '/' : nameOf(path);
      const title = own.title(kindText(kind, own), plain(cutMiddle(name, longestPath / 2)));
      return { title, body: lines.join('\n') };
    }
    case 'more': {
      const { count, heldFor, ruleNames } = notice;
      const names = own.rules(plain(cutEnd(ruleNames.join(', '), longestNames)));
      return {
        title: own.moreTitle(count, format(count)),
        body: `${own.moreBody[heldFor]}\n${names}`,
      };
    }
    case 'example':
      return { title: own.exampleTitle, body: own.exampleBody };
  }
}

/** Rules are for changes alone; a session or a gap is none. */
function kindText(kind: EntryKind, { kinds }: Words): string {
  return kind === 'session' || kind === 'gap' ? kind : kinds[kind];
}

/** Characters of a name that turn the order of those around them, or begin a line. */
const misleading = /[\u202A-\u202E\u2066-\u2069\u2028\u2029]/g;

/** Notification services of Linux take the body for markup, links and pictures included; a path is none. */
function plain(text: string): string {
  return text.replaceAll('<', '‹').replaceAll('>', '›').replace(misleading, '\uFFFD');
}

function cutMiddle(text: string, length: number): string {
  if (text.length <= length) return text;
  const kept = Math.floor((length - 1) / 2);
  return `${text.slice(0, kept)}…${text.slice(-kept)}`;
}

function cutEnd(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
