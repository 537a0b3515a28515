import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Storage } from '../../../electron/storage/storage.ts';
import { ChangeLog } from '../../../electron/workspace/changes/change-log.ts';
import { exportTimeline } from '../../../electron/workspace/changes/export-timeline.ts';
import { importTimeline } from '../../../electron/workspace/changes/import-timeline.ts';
import { LineSplitter } from '../../../electron/workspace/changes/line-splitter.ts';
import type { CallContext } from '../../../electron/workspace/domain-calls.ts';
import type { App } from '../../../electron/app/app.ts';
import type { Workspace } from '../../../electron/workspace/workspace.ts';
import {
  entryKinds,
  gapReasons,
  seenByWays,
  sessionTurns,
  type ChangeDetail,
  type ChangeValue,
} from '../../../shared/model/change.ts';
import type { ExportFormat } from '../../../shared/model/timeline.ts';
import { chosenFiles } from '../../fixtures/chosen-files.ts';
import { seededRandom } from '../../fixtures/seeded-random.ts';
import { createTestApp } from '../../fixtures/test-app.ts';
import { watchEventLoop } from '../../fixtures/watch-event-loop.ts';

const never = new AbortController().signal;
const bounds = { maxRows: 10_000, maxValueBytes: 50_000_000 };
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-timeline-'));
  file = join(folder, 'changes.ndjson');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

function details(log: ChangeLog): (ChangeDetail | null)[] {
  return log
    .window(0, Infinity)
    .rows.map(({ id }) => log.detail(id))
    .reverse();
}

async function write(log: ChangeLog, format: ExportFormat = 'ndjson', signal = never) {
  const selection = await log.select({});
  if (!selection.ok) throw new Error('a problem with the query');
  const header = { connection: 'zk1:2181,zk2:2181/app', exportedAt: 1_700_000_000_000 };
  const report = () => undefined;
  return exportTimeline({ file, format, header, log, selection, signal, report });
}

async function read(signal = never) {
  const log = new ChangeLog(bounds);
  return { log, ...(await importTimeline({ file, log, signal, report: () => undefined })) };
}

function add(log: ChangeLog, before: ChangeValue, after: ChangeValue = { kind: 'absent' }): void {
  log.append({ seenAt: 0, kind: 'dataChanged', path: '/a', count: 1, before, after });
}

/** A timeline with everything an entry may have, and every byte a value may have. */
function randomLog(seed: number): ChangeLog {
  const random = seededRandom(seed);
  const below = (bound: number) => Math.floor(random() * bound);
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T;
  const id64 = () => BigInt.asIntN(64, (BigInt(below(2 ** 32)) << 32n) | BigInt(below(2 ** 32)));
  const maybe = (fields: () => object) => (below(2) === 0 ? fields() : {});
  const value = (): ChangeValue =>
    pick<() => ChangeValue>([
      () => ({ kind: 'unknown' }),
      () => ({ kind: 'absent' }),
      () => ({ kind: 'value', data: null, version: below(9) }),
      () => ({ kind: 'value', data: Buffer.alloc(0), version: below(9) }),
      () => ({ kind: 'value', data: Buffer.from('\uFEFF"超时",\r\n\0=1'), version: below(9) }),
      () => ({
        kind: 'value',
        data: Buffer.from(Array.from({ length: below(40) }, () => below(256))),
        version: -1,
      }),
    ])();
  const log = new ChangeLog(bounds);
  for (let i = 0; i < 500; i++) {
    const kind = pick(entryKinds);
    log.append({
      seenAt: 1_700_000_000_000 + i + below(2) / 2,
      kind,
      path: pick(['/', '/a', '/配置/a "b", c', '/=1+1']),
      count: 1 + below(2 ** 32 - 1),
      ...maybe(() => ({ fromVersion: below(9), version: -1 - below(9) })),
      ...maybe(() => ({ mzxid: id64(), owner: id64() })),
      ...maybe(() => ({ fromBytes: 0, bytes: below(2 ** 31) })),
      ...maybe(() => ({ seenBy: pick(seenByWays) })),
      ...(kind === 'session' && {
        session: {
          state: pick(sessionTurns),
          ...maybe(() => ({ server: 'zk1:2181', sessionId: id64() })),
        },
      }),
      ...(kind === 'gap' && {
        gap: {
          from: i,
          to: i + 0.5,
          reason: pick(gapReasons),
          isCompared: below(2) === 0,
          ...maybe(() => ({
            comparison: { state: pick(['complete', 'incomplete'] as const), found: below(9) },
          })),
        },
      }),
      before: value(),
      after: value(),
    });
  }
  return log;
}

describe('an exported timeline', () => {
  it.each([1, 2, 3])('is the same when it is imported again, with the seed %i', async (seed) => {
    const log = randomLog(seed);
    expect(await write(log)).toBe(500);
    const { log: imported, ...result } = await read();
    expect(result).toEqual({
      header: { connection: 'zk1:2181,zk2:2181/app', exportedAt: 1_700_000_000_000 },
      entries: 500,
      refused: 0,
      refusals: [],
    });
    expect(details(imported)).toEqual(details(log));
  });

  it('writes 64-bit ids and bytes so that nothing is lost', async () => {
    const log = new ChangeLog(bounds);
    log.append({
      seenAt: 0,
      kind: 'created',
      path: '/a',
      count: 1,
      mzxid: 0x1_0000_0000_0001n,
      owner: -1n,
      after: { kind: 'value', data: Uint8Array.of(0xff), version: 0 },
      before: { kind: 'value', data: Buffer.from('ü'), version: 0 },
    });
    await write(log);
    const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[1] ?? '')).toEqual({
      id: 1,
      seenAt: 0,
      time: '1970-01-01T00:00:00.000Z',
      kind: 'created',
      path: '/a',
      count: 1,
      mzxid: '0x1000000000001',
      owner: '0xffffffffffffffff',
      before: { version: 0, text: 'ü' },
      after: { version: 0, base64: '/w==' },
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('holds values as large as any', async () => {
    const log = new ChangeLog(bounds);
    const zeros = { kind: 'value', data: new Uint8Array(2_000_000), version: 0 } as const;
    const binary = {
      kind: 'value',
      data: new Uint8Array(9_000_000).fill(0xff),
      version: 0,
    } as const;
    add(log, zeros, binary);
    await write(log);
    const { log: imported, refused } = await read();
    expect(refused).toBe(0);
    const detail = imported.detail(1);
    const sameAs = (value: ChangeValue | undefined, data: Uint8Array) =>
      value?.kind === 'value' && value.data !== null && Buffer.compare(value.data, data) === 0;
    expect(sameAs(detail?.before, zeros.data)).toBe(true);
    expect(sameAs(detail?.after, binary.data)).toBe(true);
  });

  it('is a table for spreadsheets as CSV', async () => {
    const log = new ChangeLog(bounds);
    const text = (data: string): ChangeValue => ({
      kind: 'value',
      data: Buffer.from(data),
      version: 1,
    });
    add(log, text('a "b",\nc'), text('=HYPERLINK("http://evil")'));
    add(log, { kind: 'value', data: null, version: 0 }, text('plain'));
    await write(log, 'csv');
    const written = await readFile(file, 'utf8');
    const start = '1970-01-01T00:00:00.000Z,dataChanged,/a,,,,,,1,,';
    expect(written.split('\r\n')).toEqual([
      '\uFEFFtime,kind,path,from_version,version,mzxid,from_bytes,bytes,count,seen_by,owner,before,before_encoding,after,after_encoding,session_state,server,session_id,gap_from,gap_to,gap_reason,gap_compared,gap_comparison,gap_found',
      `${start},"a ""b"",\nc",utf8,"'=HYPERLINK(""http://evil"")",utf8,,,,,,,,,`,
      `${start},,null,plain,utf8,,,,,,,,,`,
      '',
    ]);
  });

  it.each(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])(
    'keeps a spreadsheet from taking what begins with %j for a formula',
    async (sign) => {
      const log = new ChangeLog(bounds);
      add(log, { kind: 'absent' }, { kind: 'value', data: Buffer.from(`${sign}1`), version: 1 });
      await write(log, 'csv');
      expect(await readFile(file, 'utf8')).toContain(`'${sign}1`);
    },
  );

  it('is whole when it is written twice at a time', async () => {
    const log = randomLog(2);
    expect(await Promise.all([write(log), write(log)])).toEqual([500, 500]);
    expect((await read()).entries).toBe(500);
    expect(await readdir(folder)).toEqual(['changes.ndjson']);
  });

  it('leaves nothing behind when it is cancelled, and the old file as it was', async () => {
    await writeFile(file, 'old');
    await expect(write(randomLog(1), 'ndjson', AbortSignal.abort())).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(await readFile(file, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['changes.ndjson']);
  });

  it('fails with what the system says', async () => {
    file = join(folder, 'missing', 'changes.ndjson');
    const failure = { code: 'FILE_FAILED', detail: 'ENOENT' };
    await expect(write(randomLog(1))).rejects.toMatchObject({ failure });
    await expect(read()).rejects.toMatchObject({ failure });
  });
});

describe('importing', () => {
  const entry = { seenAt: 1, kind: 'created', path: '/a', count: 1 };

  it('refuses lines whose paths no server would take, and goes on', async () => {
    const long = `/${'a'.repeat(20_000_000)}`;
    const lines = [1, 2, 3].map((i) => JSON.stringify({ ...entry, path: `${long}${String(i)}` }));
    await writeFile(file, [...lines, JSON.stringify(entry)].join('\n'));
    const { log, entries, refused, refusals } = await read();
    expect({ entries, refused, kept: log.summary.kept }).toEqual({
      entries: 1,
      refused: 3,
      kept: 1,
    });
    expect(refusals[0]).toEqual({ line: 1, detail: 'path is not valid' });
    expect(log.rows.paths.sizeBytes).toBe(2);
  });

  it('counts what is no entry and goes on', async () => {
    const hostile = [
      '{"seenAt":1,"kind":"created","path":"/a"',
      'null',
      '[]',
      '"text"',
      '['.repeat(100_000),
      { ...entry, path: 'relative' },
      { ...entry, path: '/a/../b' },
      { ...entry, kind: 'exploded' },
      { ...entry, count: 0 },
      { ...entry, count: 1.5 },
      { ...entry, seenAt: 1e300 },
      { ...entry, seenAt: '1' },
      { ...entry, version: 2 ** 31 },
      { ...entry, bytes: -1 },
      { ...entry, mzxid: 5 },
      { ...entry, mzxid: '0x10000000000000000' },
      { ...entry, after: { version: 1, base64: '***' } },
      { ...entry, kind: 'session' },
      { ...entry, gap: { from: 0, to: 1, reason: 'paused', isCompared: true } },
    ].map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
    const good = [
      JSON.stringify(entry),
      JSON.stringify({ ...entry, id: 'mine', __proto__: null, later: { version: 2 } }),
      '{"__proto__":{"kind":"deleted"},"seenAt":1,"kind":"created","path":"/b","count":1}\r',
    ];
    await writeFile(file, [...hostile, '', ...good].join('\n'));
    const { log, header, entries, refused, refusals } = await read();
    expect({ header, entries, refused }).toEqual({ header: null, entries: 3, refused: 19 });
    expect(refusals).toHaveLength(10);
    expect(refusals.slice(0, 6)).toEqual([
      { line: 1, detail: 'not JSON' },
      { line: 2, detail: 'not an entry of a timeline' },
      { line: 3, detail: 'not an entry of a timeline' },
      { line: 4, detail: 'not an entry of a timeline' },
      { line: 5, detail: 'not JSON' },
      { line: 6, detail: 'path is not valid' },
    ]);
    expect(log.window(0, 9).rows.map(({ id, kind, path }) => [id, kind, path])).toEqual([
      [3, 'created', '/b'],
      [2, 'created', '/a'],
      [1, 'created', '/a'],
    ]);
  });

  it('survives bytes of any kind', async () => {
    const random = seededRandom(5);
    const noise = Buffer.from(Array.from({ length: 300_000 }, () => Math.floor(random() * 256)));
    await writeFile(file, noise);
    const { entries, refused } = await read();
    expect(entries).toBe(0);
    expect(refused).toBeGreaterThan(500);
  });

  it('does not stall the event loop over very many short lines', async () => {
    await writeFile(file, '1\n'.repeat(40_000));
    const lag = watchEventLoop();
    expect(await read()).toMatchObject({ entries: 0, refused: 40_000 });
    await nextTurn();
    // It takes about 20 ms, or twice as long as this when a piece of the file is taken in in one go.
    expect(lag.stop()).toBeLessThan(100);
  });

  it('reads lines over the pieces they arrive in, and does not keep one that is too long', () => {
    const splitter = new LineSplitter(5);
    const lines = (text: string) => [...splitter.push(Buffer.from(text))];
    expect(lines('a')).toEqual([]);
    expect(lines('b\n\ncd\nef')).toEqual(['ab', '', 'cd']);
    expect(lines('ghi')).toEqual([]);
    expect(lines('jk')).toEqual([]);
    expect(lines('\n12345\n123456\nend')).toEqual([null, '12345', null]);
    expect([...splitter.end()]).toEqual(['end']);
    expect([...splitter.end()]).toEqual([]);
  });

  it('can be cancelled', async () => {
    await write(randomLog(1));
    await expect(read(AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a window without a connection', () => {
  let app: App;
  let workspace: Workspace;
  let calls = 0;
  const context = (): CallContext => ({ signal: never, callId: `call-${++calls}` });

  async function open(chosen: string | null): Promise<void> {
    const storage = await Storage.open({ folder: join(folder, 'state') });
    const sessions = { connect: () => Promise.reject(new Error('nobody connects here')) };
    app = createTestApp({ sessions, storage });
    workspace = app.openWorkspace(chosenFiles(chosen));
  }

  afterEach(() => app.dispose());

  it('shows, counts and exports an imported timeline, and forgets it', async () => {
    await write(randomLog(7));
    await open(file);
    const outcome = await workspace.changes.import(undefined, context());
    if (outcome.kind !== 'imported') throw new Error(outcome.kind);
    const { timeline } = outcome;
    expect(timeline).toEqual({
      kind: 'imported',
      id: 'file-1',
      file,
      connection: 'zk1:2181,zk2:2181/app',
      exportedAt: 1_700_000_000_000,
      kept: 500,
      refused: 0,
    });
    expect(app.snapshot('timelines')).toEqual([timeline]);
    expect(workspace.snapshot('changes')).toEqual({ seen: 0, kept: 0 });

    const source = { file: timeline.id };
    const window = await workspace.changes.getWindow({ source, from: 0, count: 2 }, context());
    expect(window).toMatchObject({ kept: 500, matching: 500, rows: [{ id: 500 }, { id: 499 }] });
    const detail = await workspace.changes.getDetail({ source, id: 500 }, context());
    expect(detail).toEqual(randomLog(7).detail(500));
    const query = { kinds: ['deleted'] } as const;
    const asked = { source, query, buckets: 4, topPaths: 3 };
    const statistics = await workspace.changes.getStatistics(asked, context());
    expect(statistics.byKind.deleted).toBeGreaterThan(0);
    expect(statistics.byKind.created).toBe(0);

    // Over the very file it came from, with the connection it came with.
    const exported = await workspace.changes.export({ source, query, format: 'ndjson' }, context());
    expect(exported).toEqual({ kind: 'written', file, entries: statistics.matching });
    expect(await workspace.changes.import(undefined, context())).toMatchObject({
      timeline: { id: 'file-2', connection: 'zk1:2181,zk2:2181/app', kept: statistics.matching },
    });

    await workspace.changes.closeFile({ file: 'file-1' }, context());
    expect(app.snapshot('timelines')).toMatchObject([{ id: 'file-2' }]);
    const gone = await workspace.changes.getWindow({ source, from: 0, count: 2 }, context());
    expect(gone).toMatchObject({ kept: 0, rows: [] });
  });

  it('opens nothing for a file that is no timeline, and for no file', async () => {
    await writeFile(file, 'hello\n');
    await open(file);
    const outcome = await workspace.changes.import(undefined, context());
    expect(outcome).toEqual({ kind: 'noTimeline', file });
    expect(app.snapshot('timelines')).toEqual([]);
    const failure = { code: 'INVALID_INPUT' };
    const exporting = async () => workspace.changes.export({ format: 'csv' }, context());
    await expect(exporting()).rejects.toMatchObject({ failure });
    await workspace.dispose();

    await open(null);
    expect(await workspace.changes.import(undefined, context())).toEqual({ kind: 'notChosen' });
  });

  it('holds a few imported timelines at a time', async () => {
    await write(randomLog(1));
    await open(file);
    for (let i = 0; i < 4; i++) await workspace.changes.import(undefined, context());
    const importing = async () => workspace.changes.import(undefined, context());
    await expect(importing()).rejects.toMatchObject({ failure: { code: 'INVALID_INPUT' } });
    await workspace.changes.closeFile({ file: 'file-2' }, context());
    expect(await importing()).toMatchObject({ kind: 'imported' });
  });
});
