import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WritePermissions } from '../../../electron/storage/write-permissions.ts';
import { defaultConnectionSettings } from '../../../shared/model/connection.ts';
import { targetOf } from '../../fixtures/target-of.ts';

async function openIn(): Promise<() => Promise<WritePermissions>> {
  const folder = await mkdtemp(join(tmpdir(), 'treekeeper-permissions-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return () => WritePermissions.open({ folder, report: () => undefined, clock: Date.now });
}

const settings = (connectString: string, readOnly: boolean) => ({
  ...defaultConnectionSettings,
  target: targetOf(connectString),
  readOnly,
});

test('servers that were read-only are asked about, however they are named together, also after a restart', async () => {
  const open = await openIn();
  const permissions = await open();
  permissions.connected(settings('zk9:2181', false));
  permissions.connected(settings('zk1:2181,zk2:2181/app', true));
  await permissions.flush();
  const reopened = await open();
  const mustAsk = (text: string) => reopened.mustAsk(targetOf(text));
  for (const text of ['zk1:2181,zk2:2181/app', 'zk2:2181', 'ZK1:2181/other', 'zk9:2181,zk1:2181']) {
    expect(mustAsk(text), text).toBe(true);
  }
  expect(mustAsk('zk9:2181')).toBe(false);
  expect(mustAsk('zk1:2182')).toBe(false);
});

test('what the user has allowed holds for that target, until it is read-only again', async () => {
  const permissions = await (await openIn())();
  permissions.connected(settings('zk1:2181/app', true));
  permissions.allow(targetOf('zk1:2181/app'));
  expect(permissions.mustAsk(targetOf('zk1:2181/app'))).toBe(false);
  expect(permissions.mustAsk(targetOf('zk1:2181'))).toBe(true);
  permissions.connected(settings('zk1:2181/app', true));
  expect(permissions.mustAsk(targetOf('zk1:2181/app'))).toBe(true);
});
