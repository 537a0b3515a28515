import { create } from 'zustand';
import type { Topics } from '../../shared/contract/topics.ts';
import type { ConnectionSettings } from '../../shared/model/connection.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { usualRequestLimitBytes, type RequestLimit } from '../../shared/model/request-size.ts';
import { call, failureOf } from '../bridge/client.ts';
import { readTopic, topicStores, useTopic } from '../bridge/topics.ts';
import { flushDrafts } from './draft-store.ts';
import { notifyFailure } from './notice-store.ts';
import { goTo, useSelectionStore } from './selection-store.ts';
import { takeStartupPath } from './startup-store.ts';

/** What the user asks to be opened. */
export interface ConnectRequest {
  readonly settings: ConnectionSettings;
  /** Of the connection that was chosen, where it was one. */
  readonly profileId?: string;
  /** The znode to go to; that of the command line, else the root, when absent. */
  readonly path?: string;
}

/** One try to open a connection, from the click to the session. */
export type ConnectAttempt =
  | { readonly kind: 'none' }
  | { readonly kind: 'running'; readonly settings: ConnectionSettings; readonly startedAt: number }
  | {
      readonly kind: 'failed';
      readonly settings: ConnectionSettings;
      readonly failure: Failure;
    };

/** How the window comes to a connection; the connection itself is the topic `connection`. */
interface ConnectionState {
  readonly attempt: ConnectAttempt;
}

export const useConnectionStore = create<ConnectionState>()(() => ({
  attempt: { kind: 'none' },
}));

let running: AbortController | null = null;

/** Opens the connection of this page. How it ends is seen in the store. */
export async function connect({ settings, profileId, path }: ConnectRequest): Promise<void> {
  running?.abort();
  const controller = new AbortController();
  running = controller;
  useConnectionStore.setState({ attempt: { kind: 'running', settings, startedAt: Date.now() } });
  try {
    const chosen = profileId === undefined ? {} : { profileId };
    await call('session.connect', { settings, ...chosen }, { signal: controller.signal });
    if (running !== controller) return;
    useConnectionStore.setState({ attempt: { kind: 'none' } });
    goTo(path ?? takeStartupPath() ?? '/');
  } catch (error) {
    if (running !== controller) return;
    const failure = failureOf(error, 'connect');
    useConnectionStore.setState({
      attempt:
        failure.code === 'CANCELLED' ? { kind: 'none' } : { kind: 'failed', settings, failure },
    });
  } finally {
    if (running === controller) running = null;
  }
}

/** Opens the present connection once more, with a new session. */
export async function connectAnew(): Promise<void> {
  const profile = readTopic('connection')?.profile;
  if (!profile) return;
  const path = useSelectionStore.getState().selectedPath;
  await replaceConnection({
    settings: settingsOf(profile),
    profileId: profile.id,
    ...(path && { path }),
  });
}

/** Opens the servers of the present connection without its chroot. */
export async function connectWithoutChroot(): Promise<void> {
  const profile = readTopic('connection')?.profile;
  if (!profile) return;
  const { servers } = profile.target;
  await replaceConnection({
    settings: { ...settingsOf(profile), target: { servers, chroot: '' } },
  });
}

/** Ends the connection and with it this page: the main process loads a new one in its place, which opens another. */
async function replaceConnection(request: ConnectRequest): Promise<void> {
  try {
    await flushDrafts();
    await call('session.replace', request);
  } catch (error) {
    notifyFailure(failureOf(error, 'connect'));
  }
}

/** Creates the chroot of the present connection; what is shown is read again then. */
export async function createChroot(): Promise<void> {
  try {
    await call('session.createChroot');
  } catch (error) {
    notifyFailure(failureOf(error, 'create'));
  }
}

function settingsOf({
  target,
  sessionTimeoutMs,
  connectionTimeoutMs,
  retryBaseMs,
  retryTries,
  readOnly,
}: ConnectionSettings): ConnectionSettings {
  return { target, sessionTimeoutMs, connectionTimeoutMs, retryBaseMs, retryTries, readOnly };
}

/** Ends the try to connect that is under way. */
export function cancelConnect(): void {
  running?.abort();
}

/** Puts a failed try aside, for example when its settings are edited. */
export function dismissConnectFailure(): void {
  const { attempt } = useConnectionStore.getState();
  if (attempt.kind === 'failed') useConnectionStore.setState({ attempt: { kind: 'none' } });
}

/** Ends the connection and with it this page: the main process loads a new one in its place. */
export async function disconnect(): Promise<void> {
  try {
    await flushDrafts();
    await call('session.disconnect');
  } catch (error) {
    notifyFailure(failureOf(error, 'disconnect'));
  }
}

type MaybeConnection = Topics['connection'] | undefined;

/** @returns whether reads can be answered now. */
export function isConnected(connection: MaybeConnection = readTopic('connection')): boolean {
  const kind = connection?.state.kind;
  return kind === 'connected' || kind === 'readOnly';
}

/** @returns whether writes can be accepted now: connected to the majority, and not locked by the user. */
function isWritable(connection: MaybeConnection = readTopic('connection')): boolean {
  return connection?.state.kind === 'connected' && !connection.profile.readOnly;
}

/** @returns whether nodes can be created or deleted now: that takes a chroot that exists, too. */
export function canChangeTree(): boolean {
  return isWritable() && readTopic('tree')?.isRootAbsent !== true;
}

/** Reports when it becomes known that the root is absent, or there: the tree itself changes much more often. */
export const rootAbsence = {
  subscribe: (listener: () => void) =>
    topicStores.tree.subscribe((now, before) => {
      if (now?.isRootAbsent !== before?.isRootAbsent) listener();
    }),
};

/** As `isWritable`, and renders again when it changes. */
export function useIsWritable(): boolean {
  return useTopic('connection', isWritable);
}

/** As `isConnected`, and renders again when it changes. */
export function useIsConnected(): boolean {
  return useTopic('connection', isConnected);
}

/** What is known of the largest request that the servers take. */
export function useRequestLimit(): RequestLimit {
  return useTopic('connection', (connection) => connection?.requestLimit ?? unknownLimit);
}

const unknownLimit: RequestLimit = {
  bytes: usualRequestLimitBytes,
  isLearnt: false,
  chrootBytes: 0,
};

/** @returns whether a session id, signed or not, is that of this connection. */
export function useIsOwnSession(sessionId: bigint): boolean {
  return useTopic('connection', (connection) => {
    const state = connection?.state;
    if (state?.kind !== 'connected' && state?.kind !== 'readOnly') return false;
    return BigInt.asUintN(64, state.sessionId) === BigInt.asUintN(64, sessionId);
  });
}
