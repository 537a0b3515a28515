import type { CallName } from './call-names.ts';
import type { SnapshotTopicName } from './topics.ts';

export type DomainOf<Name extends string> = Name extends `${infer Domain}.${string}`
  ? Domain
  : never;

/** The domains of the contract whose calls are the application's: they mean the same from every page. */
export const applicationDomains = [
  'app',
  'connections',
  'rules',
] as const satisfies readonly DomainOf<CallName>[];

export type ApplicationDomain = (typeof applicationDomains)[number];

/** The topics of what all pages share; a change that one page makes is published to all of them. */
export const applicationTopics = [
  'settings',
  'recentConnections',
  'rules',
  'timelines',
] as const satisfies readonly SnapshotTopicName[];

export type ApplicationTopic = (typeof applicationTopics)[number];

/** The topics of one page's connection. */
export type PageTopic = Exclude<SnapshotTopicName, ApplicationTopic>;

/** @returns whether a topic is of what all pages share. */
export function isApplicationTopic(topic: SnapshotTopicName): topic is ApplicationTopic {
  return (applicationTopics as readonly SnapshotTopicName[]).includes(topic);
}
