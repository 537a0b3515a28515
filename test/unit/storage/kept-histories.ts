import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect } from 'vitest';
import type { HistoryLease } from '../../../electron/storage/history/history-lease.ts';
import type { HistoryOrder } from '../../../electron/storage/history/writer-source.ts';
import { parseHeader } from '../../../electron/storage/history/segment-header.ts';
import type { WatchTarget } from '../../../electron/storage/kept-watch-store.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import type { ChangeDetail } from '../../../shared/model/change.ts';
import { FakeKeychain } from './fake-keychain.ts';

export const connection = 'zk:2181/app';
export const target: WatchTarget = { path: '/config', scope: 'subtree' };

export interface KeptHistories {
  /** Of the application's files. */
  readonly folder: string;
  /** Of the histories. */
  readonly histories: string;
  readonly keychain: FakeKeychain;
  readonly problems: StorageProblem[];
}

/** A folder for each test of a file. To be called once in the file, outside of its tests. */
export function useHistories(): KeptHistories {
  const kept = { folder: '', histories: '', keychain: new FakeKeychain(), problems: [] };
  beforeEach(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'treekeeper-histories-'));
    const histories = join(folder, 'histories');
    Object.assign(kept, { folder, histories, keychain: new FakeKeychain(), problems: [] });
  });
  afterEach(async () => {
    await rm(kept.folder, { recursive: true, force: true });
  });
  return kept;
}

/** As another start of the application begins. */
export function start({ folder, keychain, problems }: KeptHistories): Promise<Storage> {
  return Storage.open({
    folder,
    keychain,
    report: (problem) => problems.push(problem),
    clock: () => 1_000,
  });
}

export async function open(
  storage: Storage,
  maxBytes?: number,
  watch = target,
): Promise<HistoryLease> {
  const opened = await storage.histories.open(connection, watch, maxBytes);
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

/** As another start of the application finds it. */
export async function reopen(kept: KeptHistories, maxBytes?: number): Promise<HistoryLease> {
  return open(await start(kept), maxBytes);
}

export const entry = (id: number, sizeBytes = 10): ChangeDetail => ({
  change: { id, seenAt: id, kind: 'dataChanged', path: `/config/${String(id)}`, count: 1 },
  before: { kind: 'unknown' },
  after: { kind: 'value', data: new Uint8Array(sizeBytes).fill(id), version: id },
});

export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

export async function readAll(
  history: HistoryLease,
  order: HistoryOrder = 'oldestFirst',
): Promise<ChangeDetail[]> {
  const entries: ChangeDetail[] = [];
  for await (const batch of history.read(order, 7)) {
    expect(batch.length).toBeLessThanOrEqual(7);
    for (const { writer, ...one } of batch) {
      expect(writer).toMatch(/^[0-9a-f]{16}$/);
      entries.push(one);
    }
  }
  return entries;
}

const isHole = ({ change }: ChangeDetail) => change.gap?.reason === 'historyIncomplete';

/** @returns the ids of the entries, without the places where something is missing. */
export async function idsOf(history: HistoryLease, order?: HistoryOrder): Promise<number[]> {
  const entries = await readAll(history, order);
  return entries.filter((one) => !isHole(one)).map(({ change }) => change.id);
}

/** @returns the ids of the entries, and `missing` where something is missing. */
export async function linesOf(
  history: HistoryLease,
  order?: HistoryOrder,
): Promise<(number | 'missing')[]> {
  const entries = await readAll(history, order);
  return entries.map((one) => (isHole(one) ? 'missing' : one.change.id));
}

/** Where the history of a watch is, when there is only one. */
export async function historyFolder({ histories }: KeptHistories): Promise<string> {
  const [name = ''] = (await readdir(histories)).filter((one) => one !== 'keys');
  return join(histories, name);
}

/** The segments of the only history, oldest first. */
export async function files(kept: KeptHistories): Promise<string[]> {
  const own = await historyFolder(kept);
  const names = (await readdir(own)).filter((name) => name.includes('.segment'));
  return names.sort().map((name) => join(own, name));
}

/** The file that says from where to where the only history reaches. */
export async function extentFile({ histories }: KeptHistories): Promise<string> {
  const keys = join(histories, 'keys');
  const [name = ''] = (await readdir(keys)).filter((one) => one.endsWith('.extent'));
  return join(keys, name);
}

/** The file of the only key. */
export async function keyFile({ histories }: KeptHistories): Promise<string> {
  const keys = join(histories, 'keys');
  const [name = ''] = (await readdir(keys)).filter((one) => one.endsWith('.json'));
  return join(keys, name);
}

/** Writes each entry as a block of its own. */
export async function write(
  history: HistoryLease,
  entries: readonly ChangeDetail[],
): Promise<void> {
  for (const one of entries) {
    history.append(one);
    await history.flush();
  }
}

/** Each a session of its own: it begins, writes so, and ends. */
export async function writeSessions(
  kept: KeptHistories,
  ...sessions: readonly (readonly number[])[]
): Promise<void> {
  for (const ids of sessions) {
    const history = await reopen(kept);
    await write(
      history,
      ids.map((id) => entry(id)),
    );
    await history.close();
  }
}

export async function flip(file: string, position: number): Promise<void> {
  const bytes = await readFile(file);
  const at = position < 0 ? bytes.byteLength + position : position;
  bytes[at] = bytes[at]! ^ 1;
  await writeFile(file, bytes);
}

/** The places where the blocks of a segment begin, and where it ends. */
export async function blockPlaces(file: string): Promise<number[]> {
  const bytes = await readFile(file);
  const places = [parseHeader(bytes)?.byteLength ?? 0];
  while (places.at(-1)! < bytes.byteLength) {
    places.push(places.at(-1)! + 8 + bytes.readUInt32BE(places.at(-1)));
  }
  return places;
}
