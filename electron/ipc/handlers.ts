import type { CallName } from '../../shared/contract/call-names.ts';
import type { ApplicationDomain, DomainOf } from '../../shared/contract/scopes.ts';
import type { DomainCalls } from '../workspace/domain-calls.ts';

/** What carries out the calls that mean the same from every page; one that is missing does not compile. */
export type ApplicationHandlers = { readonly [Domain in ApplicationDomain]: DomainCalls<Domain> };

/** The calls of the contract by domain. */
export type Handlers = { readonly [Domain in DomainOf<CallName>]: DomainCalls<Domain> };
