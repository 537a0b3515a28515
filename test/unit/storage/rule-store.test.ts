import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Storage } from '../../../electron/storage/storage.ts';
import type { StorageProblem } from '../../../electron/storage/storage-problem.ts';
import { initialRuleSettings, mostRules } from '../../../shared/model/rule.ts';
import { ruleOf } from '../rules/rule-samples.ts';

let folder: string;
/** What is still being written would be in the way of removing the folder. */
const openedStores: { flush(): Promise<unknown> }[] = [];
let problems: StorageProblem[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'treekeeper-rules-'));
  problems = [];
});

afterEach(async () => {
  await Promise.all(openedStores.splice(0).map((each) => each.flush()));
  await rm(folder, { recursive: true, force: true });
});

async function open() {
  const opened = await Storage.open({ folder, report: (problem) => problems.push(problem) });
  openedStores.push(opened);
  return opened;
}

it('keeps rules and settings from one start to the next, for their owner alone', async () => {
  const storage = await open();
  const { rules } = storage;
  expect(rules.list()).toEqual([]);
  expect(rules.settings).toEqual(initialRuleSettings);
  const full = ruleOf({ id: 'b', createdAt: 2, value: { kind: 'regex', pattern: '^x' } });
  rules.save(full);
  rules.save(ruleOf());
  rules.save(ruleOf({ isOn: false }));
  rules.changeSettings({ perMinute: 9 });
  rules.changeSettings({ quietHours: { isOn: true, from: 1_380, to: 60 } });
  await storage.flush();
  const names = await readdir(join(folder, 'rules'));
  expect(names).toHaveLength(3);
  for (const name of names) {
    expect((await stat(join(folder, 'rules', name))).mode & 0o777).toBe(0o600);
  }
  const again = (await open()).rules;
  expect(again.list()).toEqual([ruleOf({ isOn: false }), full]);
  expect(again.settings).toEqual({
    quietHours: { isOn: true, from: 1_380, to: 60 },
    perMinute: 9,
  });
  again.remove('b');
  expect(again.list()).toEqual([ruleOf({ isOn: false })]);
  await again.flush();
});

it('takes back a removed rule in its old place', async () => {
  const { rules } = await open();
  for (const createdAt of [1, 2, 3]) rules.save(ruleOf({ id: String(createdAt), createdAt }));
  rules.remove('2');
  rules.save(ruleOf({ id: '2', createdAt: 2 }));
  expect(rules.list().map(({ id }) => id)).toEqual(['1', '2', '3']);
  await rules.flush();
});

it('holds only so many rules', async () => {
  const { rules } = await open();
  for (let i = 0; i < mostRules; i++) expect(rules.save(ruleOf({ id: String(i) }))).toBe(true);
  expect(rules.save(ruleOf({ id: 'one more' }))).toBe(false);
  expect(rules.save(ruleOf({ id: '7', name: 'Other' }))).toBe(true);
  expect(rules.list()).toHaveLength(mostRules);
  await rules.flush();
});

it('sets a file that cannot be understood aside', async () => {
  await writeFile(join(folder, 'rules.json'), '{"rules":[{"id":1}]}');
  expect((await open()).rules.list()).toEqual([]);
  expect(problems).toMatchObject([{ kind: 'corrupt' }]);
  expect(await readdir(folder)).toContainEqual(expect.stringContaining('rules.json.corrupt-'));
});

it('takes over the one file of earlier versions, once', async () => {
  const settings = { quietHours: { isOn: true, from: 1, to: 2 }, perMinute: 3 };
  const former = { rules: [ruleOf({ id: 'a', createdAt: 1 }), ruleOf({ id: 'b', createdAt: 2 })] };
  await writeFile(join(folder, 'rules.json'), JSON.stringify({ ...former, settings }));
  const { rules } = await open();
  expect(rules.list()).toEqual(former.rules);
  expect(rules.settings).toEqual(settings);
  expect(await readdir(folder)).not.toContain('rules.json');
  expect((await open()).rules.list()).toEqual(former.rules);
});

it('two windows that are open at a time do not write over each other', async () => {
  const [one, other] = [await open(), await open()];
  one.rules.save(ruleOf({ id: 'one', createdAt: 1 }));
  other.rules.save(ruleOf({ id: 'other', createdAt: 2 }));
  other.rules.changeSettings({ perMinute: 9 });
  await Promise.all([one.flush(), other.flush()]);
  const again = (await open()).rules;
  expect(again.list().map(({ id }) => id)).toEqual(['one', 'other']);
  expect(again.settings.perMinute).toBe(9);
});
