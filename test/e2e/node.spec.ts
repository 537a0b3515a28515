import { gzipSync } from 'node:zlib';
import { startOtherClient } from '../fixtures/other-client.ts';
import { expect, test } from './fixtures.ts';
import { readText } from './support/read-text.ts';

const zxidFields = ['czxid', 'mzxid', 'pzxid'] as const;
const numberFields = ['version', 'cversion', 'aversion', 'dataLength', 'numChildren'] as const;

test('Stat is complete and exact, compared with another client', async ({
  workbench,
  znodes,
  other,
}) => {
  await znodes.seed({ '/config/timeout': '3000' });
  await other.setData('/config', 'a value');
  await workbench.open('/config');
  const { stat } = await other.getData('/config');
  for (const field of zxidFields) await workbench.node.expectStat(field, toHex(stat[field]));
  for (const field of numberFields) await workbench.node.expectStat(field, stat[field]);
  for (const field of ['ctime', 'mtime'] as const) {
    await expect(workbench.node.statField(field)).toContainText(/ago|now/i);
    await expect(workbench.node.statField(field)).toContainText(
      String(new Date(stat[field]).getFullYear()),
    );
  }
  await expect(workbench.node.stat.getByRole('rowheader')).toHaveCount(11);
});

test('a 64-bit session id is shown to its last digit', async ({ workbench, znodes, server }) => {
  const owner = await startOtherClient(server.connectString);
  await owner.below(znodes.chroot).create('/leader', 'me', { ephemeral: true });
  await workbench.open('/leader');
  // Far beyond what a JavaScript number holds exactly.
  expect(owner.sessionId).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
  await workbench.node.expectStat('ephemeralOwner', toHex(String(owner.sessionId)));
  await owner.close();
});

test('Stat and data follow the server while the node is open', async ({ workbench, znodes }) => {
  await znodes.seed({ '/config': 'first' });
  await workbench.open('/config');
  await workbench.node.expectText('first');
  await znodes.other.setData('/config', 'second');
  await workbench.node.expectText('second');
  await workbench.node.expectStat('version', 1);
  await znodes.other.create('/config/child');
  await workbench.node.expectStat('numChildren', 1);
  await workbench.node.expectStat('cversion', 1);
});

const languages: readonly (readonly [language: string, data: string])[] = [
  ['JSON', '{"address": "192.168.1.10:8080"}'],
  ['XML', '<?xml version="1.0"?>\n<bean id="a"/>'],
  ['YAML', 'server:\n  port: 8080\n  hosts:\n    - a\n    - b\n'],
  ['Properties', 'timeout=3000\nretry.max=5\n# comment\n'],
  ['Text', '192.168.1.10:8080'],
];

for (const [language, data] of languages) {
  test(`recognises ${language}`, async ({ workbench, znodes }) => {
    await znodes.seed({ '/node': data });
    await workbench.open('/node');
    await workbench.node.expectLanguage(language);
    await workbench.node.expectText(data.trim().split('\n').at(-1)?.trim() ?? '');
  });
}

test('bytes that are no text are shown as hex and cannot be edited as text', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/binary': Uint8Array.of(0xff, 0xfe, 0x00, 0x80, 0xde, 0xad, 0xbe, 0xef) });
  await workbench.open('/binary');
  await workbench.node.expectText(/de\s?ad\s?be\s?ef/i);
  await expect(workbench.node.editor).toHaveAttribute('aria-readonly', 'true');
  await workbench.node.editor.click();
  await page.keyboard.type('typed');
  await expect(workbench.node.save).toBeDisabled();
  expect((await znodes.other.getData('/binary')).stat.version).toBe(0);
});

test('gzip is unpacked for reading and stays untouched', async ({ workbench, znodes }) => {
  await znodes.seed({ '/packed': gzipSync('{"inside": true}') });
  await workbench.open('/packed');
  await workbench.node.expectText('inside');
  await expect(workbench.node.data).toContainText('gzip → JSON');
  await expect(workbench.node.save).toBeDisabled();
});

test('Format sets JSON on lines of its own, and one undo takes it back', async ({
  workbench,
  znodes,
  page,
}) => {
  await znodes.seed({ '/config': '{"id":12345678901234567890,"list":[1,2]}' });
  await workbench.open('/config');
  await workbench.node.expectText('12345678901234567890');
  await workbench.node.data.getByRole('button', { name: 'Format' }).click();
  await expect(workbench.node.data.locator('.view-line')).toHaveCount(7);
  await expect(workbench.node.save).toBeEnabled();
  await page.keyboard.press('ControlOrMeta+Z');
  await expect(workbench.node.data.locator('.view-line')).toHaveCount(1);
  await expect(workbench.node.save).toBeDisabled();
  await page.keyboard.press('ControlOrMeta+Shift+Z');
  await page.keyboard.press('ControlOrMeta+S');
  await expect
    .poll(async () => Buffer.from((await znodes.other.getData('/config')).data ?? []).toString())
    .toBe('{\n  "id": 12345678901234567890,\n  "list": [\n    1,\n    2\n  ]\n}');
});

test('empty data and no data are distinguished', async ({ workbench, znodes }) => {
  await znodes.seed({ '/empty': '', '/none': null });
  await workbench.open('/none');
  await expect(workbench.node.data).toContainText('No data');
  await workbench.open('/empty');
  await expect(workbench.node.data).toContainText('Empty value');
  await workbench.node.expectStat('dataLength', 0);
});

test('text typed into a node without data is saved', async ({ workbench, znodes }) => {
  await znodes.seed({ '/none': null });
  await workbench.open('/none');
  await workbench.node.type('now there is some');
  await workbench.node.save.click();
  await expect
    .poll(() => readText(znodes.other, '/none'), 'what the server holds')
    .toBe('now there is some');
});

test('1,000,000 bytes are shown and saved', async ({ workbench, znodes }) => {
  const line = `${'x'.repeat(99)}\n`;
  await znodes.seed({ '/large': line.repeat(10_000) });
  await workbench.open('/large');
  await workbench.node.expectStat('dataLength', 1_000_000);
  await workbench.node.expectText('xxxx');
  await workbench.node.append('end');
  await workbench.node.save.click();
  await workbench.node.expectStat('version', 1);
  const { data } = await znodes.other.getData('/large');
  expect(data?.length).toBe(1_000_003);
  expect(
    Buffer.from(data ?? [])
      .toString('utf8')
      .slice(-6),
  ).toBe('xx\nend');
});

test('a text that a server would refuse as too large is reported, and stays', async ({
  app,
  workbench,
  znodes,
}) => {
  await znodes.seed({ '/small': 'was here' });
  await workbench.open('/small');
  await workbench.node.focusEditor();
  await app.paste(`${'y'.repeat(99)}\n`.repeat(11_000));
  await workbench.node.save.click();
  await expect(workbench.page.getByText(/too large/i).first()).toBeVisible();
  await workbench.node.expectText('yyyy');
  expect((await znodes.other.getData('/small')).stat.version).toBe(0);
});

const exactBytes: readonly (readonly [what: string, bytes: Buffer])[] = [
  ['Windows line ends', Buffer.from('first\r\nsecond\r\nthird')],
  ['mixed line ends', Buffer.from('unix\nwindows\r\nunix\nend\n')],
  ['a byte order mark', Buffer.from('\uFEFFkey=value\n')],
  ['a line separator and a bare return', Buffer.from('a\u2028b\u0085c\rd')],
  ['tabs, trailing blanks and no end of line', Buffer.from('\tkey:  value \t \n  x')],
  ['zero bytes inside text', Buffer.from('a\0b')],
];

for (const [what, bytes] of exactBytes) {
  test(`keeps ${what} byte for byte`, async ({ workbench, znodes }) => {
    await znodes.seed({ '/exact': bytes });
    await workbench.open('/exact');
    await workbench.node.focusEditor();
    await expect(workbench.node.save, 'opening changes nothing').toBeDisabled();
    await workbench.node.append('+');
    if (await workbench.node.save.isEnabled()) {
      await workbench.node.save.click();
      await workbench.node.expectStat('version', 1);
      const { data } = await znodes.other.getData('/exact');
      expect(Buffer.from(data ?? [])).toEqual(Buffer.concat([bytes, Buffer.from('+')]));
    }
  });
}

test('the ACL is shown with what it allows', async ({ workbench, znodes, page }) => {
  await znodes.seed({ '/node': 'x' });
  await znodes.other.setAcl('/node', [
    { scheme: 'world', id: 'anyone', permissions: 1 },
    { scheme: 'ip', id: '127.0.0.1', permissions: 31 },
  ]);
  await workbench.open('/node');
  await workbench.node.showAcl();
  await expect(page.getByText('anyone').first()).toBeVisible();
  await expect(page.getByText('127.0.0.1').last()).toBeVisible();
  await expect(page.getByText(/cdrwa/).first()).toBeVisible();
});

function toHex(decimal: string): string {
  return `0x${BigInt(decimal).toString(16)}`;
}
