import type { CallName } from '../../../shared/contract/call-names.ts';
import type { Storage } from '../../storage/storage.ts';
import type { DomainCalls } from '../../workspace/domain-calls.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { AppCalls, type AppServices } from './app-calls.ts';
import { ConnectionCalls } from './connection-calls.ts';
import { LaunchSession } from './launch-request.ts';

type DomainOf<Name extends string> = Name extends `${infer Domain}.${string}` ? Domain : never;

/** The calls of the contract by domain: a domain or a call without a handler does not compile. */
export type Handlers = { readonly [Domain in DomainOf<CallName>]: DomainCalls<Domain> };

/** @returns what carries out the calls of one window. */
export function createHandlers(
  workspace: Workspace,
  storage: Storage,
  services: AppServices,
): Handlers {
  return {
    app: new AppCalls(storage, services),
    connections: new ConnectionCalls(storage),
    session: new LaunchSession(workspace.session, services.launch),
    tree: workspace.tree,
    node: workspace.node,
    drafts: workspace.drafts,
    changes: workspace.changes,
    watches: workspace.watches,
    rules: workspace.rules,
  };
}
