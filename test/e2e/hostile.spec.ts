import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

const names: readonly (readonly [what: string, name: string])[] = [
  ['markup', '<img src=x onerror=alert(1)>'],
  ['blanks and quotes', ' "quoted" \'and\' spaced '],
  ['percent signs', '%2e%2e%2f%00'],
  ['a right-to-left override', 'abc\u202Etxt.exe'],
  ['Chinese', '服务注册中心'],
  ['combining marks', 'Z\u0351\u036B\u0343a\u0363lgo'],
  ['a name of Object.prototype', '__proto__'],
  ['another of them', 'constructor'],
  ['a template', '${7*7}{{7*7}}'],
  ['a very long name', 'x'.repeat(3_000)],
];

test('hostile names are shown, opened and edited as they are', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed(Object.fromEntries(names.map(([what, name]) => [`/${name}`, what])));
  for (const [what, name] of names) {
    await test.step(what, async () => {
      await workbench.goTo(`/${name}`);
      await workbench.node.expectText(what);
      await workbench.node.append(' edited');
      await workbench.node.save.click();
      await workbench.node.expectStat('version', 1);
      expect(await readText(znodes.other, `/${name}`)).toBe(`${what} edited`);
    });
  }
  expect(await page.locator('img[src=x]').count()).toBe(0);
});

test('a hostile name survives create and delete', async ({ workbench, other }) => {
  const name = '<b>"%20" 名</b>'.replaceAll('/', '');
  await workbench.open('/');
  await workbench.node.create.click();
  await workbench.createDialog.name.fill(name);
  await workbench.createDialog.submit.click();
  await expect(workbench.address).toHaveValue(`/${name}`);
  expect(await other.getChildren('/')).toEqual([name]);
  await workbench.node.remove.click();
  await expect(workbench.deleteDialog.dialog).toContainText(name);
  await workbench.deleteDialog.submit.click();
  await expect(workbench.deleteDialog.dialog).toBeHidden();
  expect(await other.getChildren('/')).toEqual([]);
});

const values: readonly (readonly [what: string, data: string | Buffer])[] = [
  ['markup', '<script>alert(1)</script><img src=x onerror=alert(1)>'],
  ['deeply nested JSON', '['.repeat(20_000)],
  ['one line of half a megabyte', `{"a":"${'x'.repeat(500_000)}"}`],
  ['control characters', '\u001b[31mred\u0007\u0000\u202E'],
  ['half a UTF-8 sequence', Buffer.from([0x61, 0xc3])],
  ['an overlong encoding', Buffer.from([0xc0, 0xaf])],
  ['a lone surrogate', Buffer.from([0xed, 0xa0, 0x80])],
  ['a truncated gzip', Buffer.from([0x1f, 0x8b, 0x08, 0x00, 0x00])],
  ['XML with entities', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['YAML with aliases', `a: &a [x]\n${'b: *a\n'.repeat(200)}`],
];

test('hostile bytes are shown, and opening never changes them', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed(Object.fromEntries(values.map(([, data], i) => [`/value-${String(i)}`, data])));
  for (const [index, [what]] of values.entries()) {
    await test.step(what, async () => {
      const path = `/value-${String(index)}`;
      await workbench.open(path);
      await expect(workbench.node.data).toBeVisible();
      await expect(workbench.node.save).toBeDisabled();
    });
  }
  expect(await page.locator('img[src=x]').count()).toBe(0);
  const versions = values.map((_, i) => znodes.other.exists(`/value-${String(i)}`));
  for (const stat of await Promise.all(versions)) expect(stat?.version).toBe(0);
});
