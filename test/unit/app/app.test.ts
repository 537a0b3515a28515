import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { App } from '../../../electron/app/app.ts';
import { LaunchRequest } from '../../../electron/app/launch-request.ts';
import { Page } from '../../../electron/app/page.ts';
import { Storage } from '../../../electron/storage/storage.ts';
import type { TopicName } from '../../../shared/contract/topics.ts';
import { defaultConnectionSettings } from '../../../shared/model/connection.ts';
import { chosenFiles } from '../../fixtures/chosen-files.ts';
import { targetOf } from '../../fixtures/target-of.ts';
import { createTestApp } from '../../fixtures/test-app.ts';
import { ruleOf } from '../rules/rule-samples.ts';

let folder: string;
let storage: Storage;
let app: App;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-app-'));
  storage = await Storage.open({ folder });
  app = createTestApp({ storage });
});

afterEach(async () => {
  await app.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** A page that listens to these topics, and what it was sent last. */
function openPage(...topics: TopicName[]) {
  const questions: { connection: string; signal: AbortSignal }[] = [];
  const renewals: unknown[] = [];
  const last = new Map<TopicName, unknown>();
  const page = new Page<null>({
    app,
    launch: new LaunchRequest({ readOnly: false }),
    services: {
      version: '1',
      platform: 'linux',
      zoom: () => 1,
      edit: () => undefined,
      runTabCommand: () => undefined,
      renew: (opening) => renewals.push(opening),
    },
    files: chosenFiles(),
    // As the dialog of the system does: no answer but "no", when it is ended.
    askToWrite: (connection, signal) =>
      new Promise((resolve) => {
        questions.push({ connection, signal });
        signal.addEventListener('abort', () => resolve(false));
      }),
    send: (topic, value) => last.set(topic, value),
    isTrusted: () => true,
    reportBug: (error) => String(error),
  });
  for (const topic of topics) page.publisher.subscribe(topic);
  const call = (name: string, input?: unknown) => page.router.call(null, name, input, undefined);
  return { page, last, call, renewals, questions };
}

test('settings that one page changes are seen at once in every page', async () => {
  const pages = [openPage('settings'), openPage('settings')];
  await pages[0]?.call('app.changeSettings', { theme: 'dark', panels: { rows: [1] } });
  await pages[1]?.call('app.changeSettings', { panels: { columns: [2] } });
  const settings = { theme: 'dark', language: 'system', panels: { rows: [1], columns: [2] } };
  for (const { last } of pages) {
    await expect.poll(() => last.get('settings')).toEqual({ settings, language: 'en' });
  }
});

test('rules that one page saves are seen at once in every page, and none is lost', async () => {
  const pages = [openPage('rules'), openPage('rules')];
  await Promise.all(
    pages.map(({ call }, i) => call('rules.save', { rule: ruleOf({ id: `rule-${String(i)}` }) })),
  );
  for (const { last } of pages) {
    await expect
      .poll(() => last.get('rules'))
      .toMatchObject({ rules: [{ id: 'rule-0' }, { id: 'rule-1' }] });
  }
});

test('a page that has ended is notified no more, and the others are', async () => {
  const pages = [openPage('settings'), openPage('settings')];
  const [ended, other] = pages;
  await ended?.page.dispose();
  const before = ended?.last.get('settings');
  await other?.call('app.changeSettings', { theme: 'light' });
  await expect
    .poll(() => other?.last.get('settings'))
    .toMatchObject({ settings: { theme: 'light' } });
  expect(ended?.last.get('settings')).toBe(before);
});

test('a page that is asked to end once more makes place for one page alone', async () => {
  const { call, renewals } = openPage();
  expect(await call('session.disconnect')).toMatchObject({ ok: true });
  expect(await call('session.disconnect')).toMatchObject({ ok: true });
  expect(renewals).toEqual([{}]);
});

test('the page that asks to write is asked, and its end answers no', async () => {
  const target = targetOf('localhost:1');
  storage.writePermissions.connected({
    ...defaultConnectionSettings,
    target,
    readOnly: true,
  });
  const [one, other] = [openPage(), openPage()];
  const settings = { ...defaultConnectionSettings, target };
  const connecting = one.call('session.connect', { settings });
  await expect.poll(() => one.questions).toMatchObject([{ connection: 'localhost:1' }]);
  expect(other.questions).toEqual([]);
  await one.page.dispose();
  expect(one.questions[0]?.signal.aborted).toBe(true);
  expect(await connecting).toMatchObject({ ok: false });
  expect(storage.writePermissions.mustAsk(target)).toBe(true);
});

test('a workspace that cannot be ended as it should keeps nothing else from its end', async () => {
  const ended: string[] = [];
  const one = app.openWorkspace(chosenFiles());
  const other = app.openWorkspace(chosenFiles());
  const disposeOne = one.dispose.bind(one);
  one.dispose = () => Promise.reject(new Error('a bug'));
  other.dispose = () => Promise.resolve(void ended.push('other'));
  storage.settings.change({ theme: 'dark' });
  await expect(app.dispose()).rejects.toThrow('a bug');
  expect(ended).toEqual(['other']);
  expect((await Storage.open({ folder })).settings.get().theme).toBe('dark');
  one.dispose = disposeOne;
});
