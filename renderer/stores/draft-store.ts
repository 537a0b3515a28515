import { create } from 'zustand';
import type { Draft } from '../../shared/model/node.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { isBelow } from '../../shared/znode-path.ts';
import { call, failureOf } from '../bridge/client.ts';
import { Pacer } from './pacer.ts';
import { notifyFailure } from './notice-store.ts';

/**
 * Text typed but not saved, by path. It goes to the main process while it is typed, which keeps it on disk: so it
 * survives another node, a reload, a crash and a restart.
 *
 * An editor of a megabyte is not read at every key. The first key makes a draft; after it the text is read when it is
 * handed over, and whenever somebody asks for it here.
 */
export interface DraftState {
  /** As last read from their editors; `draftOf` reads first. */
  readonly drafts: ReadonlyMap<string, Draft>;
  /** The paths that have a draft; the same set as long as no draft comes or goes. */
  readonly paths: ReadonlySet<string>;
  /** Why the last attempt to keep a draft safe failed, by path, until that draft is kept or gone. */
  readonly failures: ReadonlyMap<string, Failure>;
}

/** How long typing may pause, and how long it may go on, before the text is handed over. */
const pauseMs = 200;
const longestWaitMs = 800;

export const useDraftStore = create<DraftState>(() => ({
  drafts: new Map(),
  paths: new Set(),
  failures: new Map(),
}));

/** Drafts that are not handed over in the state they are in. */
const pacer = new Pacer({ pauseMs, longestWaitMs, run: handOver });
/** How to read what was typed since a draft was last read. */
const unread = new Map<string, () => string>();
/** The last call about each path: only how that one ends counts. */
const lastCalls = new Map<string, Promise<void>>();
/** The base of each draft that was handed over: with the same one, the text alone follows. */
const handedBases = new Map<string, HandedBase>();
/** The exchange that is under way of each path. */
const exchanges = new Map<string, Promise<void>>();

interface HandedBase {
  readonly base: Draft['base'];
  readonly baseId: string;
}

/** Reads what was typed before, in this session of the window or an earlier one, for the present connection. */
export async function loadDrafts(): Promise<void> {
  const { drafts: before } = useDraftStore.getState();
  try {
    // The list says which drafts are this page's: not while one is being exchanged.
    if (exchanges.size > 0) await Promise.allSettled(exchanges.values());
    const kept = await call('drafts.list');
    const { drafts, failures } = useDraftStore.getState();
    // What was typed while the list was on its way is newer than the list, also where it is handed over already; what
    // could not be handed over is nowhere else.
    const typed = [...drafts].filter(
      ([path, draft]) =>
        exchanges.has(path) ||
        pacer.isWaiting(path) ||
        failures.has(path) ||
        before.get(path) !== draft,
    );
    publish(new Map([...kept.map((draft) => [draft.path, draft] as const), ...typed]));
  } catch (error) {
    notifyFailure(failureOf(error, 'drafts.list'));
  }
}

/**
 * Shows another draft of a node, one of `drafts.listOthers`; the one that is shown now stays kept. What is typed in the
 * very moment stays shown instead, and is kept as a draft of its own.
 * @throws CallFailure where the main process refuses; nothing is changed then
 */
export async function exchangeDraft(path: string, copy: number): Promise<void> {
  do {
    await flushDrafts();
    // One that is kept nowhere but here must not leave the window, and its bar says why.
    if (useDraftStore.getState().failures.has(path)) return;
  } while (pacer.isWaiting(path) || lastCalls.has(path));
  if (exchanges.has(path)) return;
  const exchange = exchangeKept(path, copy);
  exchanges.set(path, exchange);
  await exchange;
}

/** Nothing of the node is sent before the answer: the main process would take it as typed in the other draft. */
async function exchangeKept(path: string, copy: number): Promise<void> {
  const shown = draftOf(path);
  let other: Draft | null = null;
  try {
    other = await call('drafts.exchange', { path, copy });
    if (other && draftOf(path)?.text === shown?.text) adoptDraft(path, other);
    else if (other) await putAside(path);
  } finally {
    const draft = draftOf(path);
    exchanges.delete(path);
    if (!draft && shown) track(path, call('drafts.discard', { path }));
    else if (draft && draft !== shown && draft !== other) handOver(path);
  }
}

/** Shows another draft of a node, which the main process keeps already, or none; what is shown now stays kept there. */
export function adoptDraft(path: string, draft: Draft | undefined): void {
  unread.delete(path);
  handedBases.delete(path);
  pacer.drop(path);
  const drafts = new Map(useDraftStore.getState().drafts);
  if (draft) drafts.set(path, draft);
  else drafts.delete(path);
  publish(drafts);
}

/** What is typed is neither of the two drafts that the main process has. */
async function putAside(path: string): Promise<void> {
  handedBases.delete(path);
  await call('drafts.putAside', { path });
}

/** Takes a text as the draft of a node: shown at once, handed over soon. */
export function keepDraft(path: string, text: string, base: Draft['base']): void {
  unread.delete(path);
  put(path, text, base);
  pacer.ask(path);
}

/**
 * Takes note that a node is typed in. Without a draft this reads the text, so that there is one at once; with one it
 * costs nothing.
 * @param read gives the text as it would be stored, until it is called or another text is kept for the node.
 */
export function keepTyped(path: string, read: () => string, base: Draft['base']): void {
  unread.set(path, read);
  if (useDraftStore.getState().drafts.has(path)) pacer.ask(path);
  else readTyped(path, base);
}

/** Removes a draft. The text is gone unless the caller keeps what this returns. */
export function discardDraft(path: string): Draft | undefined {
  const draft = draftOf(path);
  if (draft) remove(path);
  return draft;
}

/**
 * Reads what was typed and hands over what is waiting, for example before the window hides.
 * @returns a promise that resolves when all of it is kept, or could not be.
 */
export async function flushDrafts(): Promise<void> {
  for (const path of useDraftStore.getState().failures.keys()) pacer.ask(path);
  pacer.flush();
  await Promise.all(lastCalls.values());
}

/** @returns the draft of a node with all that was typed until now. */
export function draftOf(path: string): Draft | undefined {
  readTyped(path);
  return useDraftStore.getState().drafts.get(path);
}

/** @returns whether a node has a draft, at no cost. */
export function hasDraft(path: string): boolean {
  return useDraftStore.getState().paths.has(path);
}

/** @returns how many drafts there are at a path and below it. */
export function countDraftsAt(path: string): number {
  const { paths } = useDraftStore.getState();
  return [...paths].filter((candidate) => candidate === path || isBelow(candidate, path)).length;
}

/** The draft of a node as it was last read from its editor, or undefined. */
export function useDraft(path: string): Draft | undefined {
  return useDraftStore((state) => state.drafts.get(path));
}

/** The paths of all nodes with a draft, for marks in a tree. */
export function useDraftPaths(): ReadonlySet<string> {
  return useDraftStore((state) => state.paths);
}

/** Reads what was typed since the last reading; what is as it was read from the server is no draft. */
function readTyped(path: string, newBase?: Draft['base']): void {
  const read = unread.get(path);
  unread.delete(path);
  const base = useDraftStore.getState().drafts.get(path)?.base ?? newBase;
  if (!read || !base) return;
  const text = read();
  if (text !== base.text || base.isUnknown) {
    put(path, text, base);
    pacer.ask(path);
  } else if (hasDraft(path)) {
    remove(path);
  }
}

function handOver(path: string): void {
  const draft = draftOf(path);
  // Reading may have found it gone, or asked for it once more.
  pacer.drop(path);
  if (!draft || exchanges.has(path)) return;
  const handed = handedBases.get(path);
  track(path, handed?.base === draft.base ? handOverText(draft, handed) : handOverBoth(draft));
}

async function handOverBoth({ path, text, base }: Draft): Promise<void> {
  const handed = { base, baseId: crypto.randomUUID() };
  handedBases.set(path, handed);
  try {
    await call('drafts.keep', { path, text, base, baseId: handed.baseId });
  } catch (error) {
    if (handedBases.get(path) === handed) handedBases.delete(path);
    throw error;
  }
}

async function handOverText({ path, text }: Draft, handed: HandedBase): Promise<void> {
  const isKept = await call('drafts.keepText', { path, text, baseId: handed.baseId });
  if (isKept || handedBases.get(path) !== handed) return;
  // The main process has another draft of this path, or none: it is handed over whole.
  handedBases.delete(path);
  const draft = draftOf(path);
  if (draft) await handOverBoth(draft);
}

function put(path: string, text: string, base: Draft['base']): void {
  const { drafts } = useDraftStore.getState();
  const before = drafts.get(path);
  // Typed on, it stays what it was; over a value that was read since, it is one of this data.
  const isOfOtherDataSet = before?.base === base && before.isOfOtherDataSet;
  const draft = { path, text, base, updatedAt: Date.now(), isOfOtherDataSet };
  publish(new Map(drafts).set(path, draft));
}

function remove(path: string): void {
  const drafts = new Map(useDraftStore.getState().drafts);
  drafts.delete(path);
  publish(drafts);
  pacer.drop(path);
  handedBases.delete(path);
  if (!exchanges.has(path)) track(path, call('drafts.discard', { path }));
}

function publish(drafts: ReadonlyMap<string, Draft>): void {
  const { paths } = useDraftStore.getState();
  const isSameSet = paths.size === drafts.size && [...drafts.keys()].every((key) => paths.has(key));
  useDraftStore.setState({ drafts, paths: isSameSet ? paths : new Set(drafts.keys()) });
}

/**
 * Follows a call. Calls are sent at once and not one after the other's answer: they arrive in the order in which they
 * were sent, and a window that goes has no time to wait.
 */
function track(path: string, sent: Promise<void>): void {
  const settled: Promise<void> = sent.then(
    () => settle(path, settled, null),
    (error: unknown) => settle(path, settled, failureOf(error, 'drafts.keep')),
  );
  lastCalls.set(path, settled);
}

function settle(path: string, settled: Promise<void>, failure: Failure | null): void {
  if (lastCalls.get(path) !== settled) return;
  lastCalls.delete(path);
  const { failures } = useDraftStore.getState();
  if (!failure && !failures.has(path)) return;
  const rest = new Map(failures);
  if (failure) rest.set(path, failure);
  else rest.delete(path);
  useDraftStore.setState({ failures: rest });
}
