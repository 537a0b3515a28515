import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import {
  defaultConnectionSettings,
  type ConnectionSettings,
} from '../../../shared/model/connection.ts';
import { formatTarget } from '../../../shared/connect-string.ts';
import { targetOf } from '../../fixtures/target-of.ts';
import { FakeKeychain } from './fake-keychain.ts';

/** Whose drafts they are. */
const page = {};

let folder: string;
/** What is still being written would be in the way of removing the folder. */
const openedStores: { flush(): Promise<unknown> }[] = [];
let problems: StorageProblem[];
let now: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-profiles-'));
  problems = [];
  now = 1_000;
});

afterEach(async () => {
  await Promise.all(openedStores.splice(0).map((each) => each.flush()));
  await rm(folder, { recursive: true, force: true });
});

async function open(keychain = new FakeKeychain()) {
  const opened = await Storage.open({
    folder,
    keychain,
    report: (problem) => problems.push(problem),
    clock: () => now++,
  });
  openedStores.push(opened);
  return opened;
}

const settingsFor = (connectString: string): ConnectionSettings => ({
  ...defaultConnectionSettings,
  target: targetOf(connectString),
});

const targets = ({ profiles }: Storage) =>
  profiles.recents().map(({ profile }) => formatTarget(profile.target));

function remember(storage: Storage, connectString: string) {
  const profile = storage.profiles.resolve(settingsFor(connectString));
  storage.profiles.remember(profile);
  return profile;
}

describe('profiles', () => {
  it('are listed newest first, one for each ensemble and chroot', async () => {
    const storage = await open();
    const first = remember(storage, 'zk1:2181,zk2/app');
    remember(storage, 'other');
    expect(remember(storage, 'ZK2:2181, zk1/app/').id).toBe(first.id);
    expect(targets(storage)).toEqual(['ZK2:2181,zk1:2181/app', 'other:2181']);
    const { id } = storage.profiles.resolve(settingsFor('other:2181'));
    storage.profiles.forget(id);
    await storage.flush();
    const again = await open();
    expect(targets(again)).toEqual(['ZK2:2181,zk1:2181/app']);
    // What is kept for a connection that left the list is found again.
    expect(again.profiles.resolve(settingsFor('other')).id).toBe(id);
  });

  it('lend what is theirs, such as secrets, to their own servers only', async () => {
    const storage = await open();
    const { id } = remember(storage, 'zk1');
    expect(storage.profiles.resolve(settingsFor('zk1:2181'), id).id).toBe(id);
    expect(storage.profiles.resolve(settingsFor('elsewhere'), id).id).not.toBe(id);
  });

  it('of two windows that are open at a time are both kept', async () => {
    const [one, other] = [await open(), await open()];
    remember(one, 'one');
    remember(other, 'other');
    await Promise.all([one.flush(), other.flush()]);
    expect(targets(await open()).sort()).toEqual(['one:2181', 'other:2181']);
  });

  it('are at most twenty', async () => {
    const storage = await open();
    for (let i = 0; i < 25; i++) remember(storage, `zk${String(i)}`);
    await storage.flush();
    expect(targets(await open())).toHaveLength(20);
    expect(targets(storage)[0]).toBe('zk24:2181');
    expect(await readdir(join(folder, 'profiles'))).toHaveLength(20);
  });
});

/** What version 0.1 wrote. */
describe('files of earlier versions', () => {
  const former = 'zk1:2181,zk2:2181/app';
  const hashed = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 40);
  const writeFormer = async (name: string, key: string, value: unknown) => {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, `${hashed(key)}.json`), JSON.stringify(value));
  };
  const idOf = (storage: Storage) => storage.profiles.resolve(settingsFor('zk2,zk1/app')).id;

  it('recent connections become profiles', async () => {
    const settings = defaultConnectionSettings;
    const recents = [
      { ...settings, connectString: 'zk1,zk2/app', readOnly: true, lastUsedAt: 9 },
      { ...settings, connectString: 'other', lastUsedAt: 7 },
      { ...settings, connectString: ':', lastUsedAt: 5 },
    ];
    await writeFile(join(folder, 'recent-connections.json'), JSON.stringify(recents));
    const storage = await open();
    expect(storage.profiles.recents()).toMatchObject([
      { profile: { name: '', readOnly: true, target: targetOf(former) }, lastUsedAt: 9 },
      { profile: { target: targetOf('other') }, lastUsedAt: 7 },
    ]);
    expect(await readdir(folder)).not.toContain('recent-connections.json');
    expect(targets(await open())).toEqual([former, 'other:2181']);
    expect(problems).toEqual([]);
  });

  it('drafts belong to the profile of their servers', async () => {
    const base = { text: 'a', version: 1, mzxid: { $bigint: '5' } };
    const draft = { path: '/x', text: 'typed', base, updatedAt: 7 };
    await writeFormer('drafts', `${former}\n/x`, { connection: former, draft });
    const storage = await open();
    expect(storage.drafts.list(idOf(storage), page)).toMatchObject([{ path: '/x', text: 'typed' }]);
    expect(await readdir(join(folder, 'drafts'))).toHaveLength(1);
    storage.drafts.discard(idOf(storage), page, '/x');
    await storage.flush();
    const again = await open();
    expect(again.drafts.list(idOf(again), page)).toEqual([]);
  });

  it('watches and their switch belong to the profile of their servers', async () => {
    const kept = { path: '/x', scope: 'node', since: 7, isPaused: false, keepOnDisk: true };
    const watch = { kind: 'watch', connection: former, watch: kept };
    await writeFormer('watches', `${former}\nnode\n/x`, watch);
    await writeFormer('watches', former, { kind: 'connection', connection: former, isOff: true });
    const storage = await open();
    expect(storage.watches.list(idOf(storage))).toEqual([kept]);
    expect(storage.watches.isOff(idOf(storage))).toBe(true);
    expect(await readdir(join(folder, 'watches'))).toHaveLength(2);
  });

  it('a history goes on where it was kept, and is removed there', async () => {
    const name = hashed(`${former}\nnode\n/x`);
    await mkdir(join(folder, 'histories', name), { recursive: true });
    const storage = await open();
    const target = { path: '/x', scope: 'node' } as const;
    const opened = await storage.histories.open(idOf(storage), target);
    expect(opened.ok).toBe(true);
    const other = await storage.histories.open(idOf(storage), { path: '/y', scope: 'node' });
    expect(other.ok).toBe(true);
    const folders = () => readdir(join(folder, 'histories'));
    expect(await folders()).toContain(name);
    await storage.histories.remove(idOf(storage), target);
    expect(await folders()).not.toContain(name);
  });

  it('settings are taken over', async () => {
    const text = '{"theme":"dark","language":"zh-CN","panels":{"tree":240,"odd":{"$bigint":"1"}}}';
    await writeFile(join(folder, 'settings.json'), text);
    const storage = await open();
    const settings = { theme: 'dark', language: 'zh-CN', panels: { tree: 240 } };
    expect(storage.settings.get()).toEqual(settings);
    expect((await open()).settings.get()).toEqual(settings);
    expect(await readdir(folder)).not.toContain('settings.json');
  });
});

describe('secrets', () => {
  it('come back as they were, and stand in no file as they are', async () => {
    const keychain = new FakeKeychain();
    const { secrets } = await open(keychain);
    expect(await secrets.read('target-1')).toEqual({ ok: true, value: {} });
    const kept = { password: 'geheim 秘密', passphrase: 'p' };
    expect(await secrets.write('target-1', kept)).toMatchObject({ ok: true });
    const again = (await open(keychain)).secrets;
    expect(await again.read('target-1')).toEqual({ ok: true, value: kept });
    expect(await again.read('target-2')).toEqual({ ok: true, value: {} });
    await again.remove('target-1');
    expect(await again.read('target-1')).toEqual({ ok: true, value: {} });
  });

  it('are kept by a real keychain only, and a failure holds none of them', async () => {
    const keychain = new FakeKeychain();
    const { secrets } = await open(keychain);
    await secrets.write('target-1', { password: 'geheim' });
    keychain.forget();
    const lost = await secrets.read('target-1');
    expect(lost).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_UNAVAILABLE' } });
    keychain.current = { isReal: false, reason: 'plainText', detail: 'basic_text' };
    const refused = await secrets.write('target-1', { password: 'geheim' });
    expect(refused).toMatchObject({ ok: false, error: { code: 'KEYCHAIN_UNAVAILABLE' } });
    expect(JSON.stringify([lost, refused])).not.toContain('geheim');
  });
});
