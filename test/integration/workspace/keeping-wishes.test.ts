import { expect, it } from 'vitest';
import type { KeychainState } from '../../../electron/storage/keychain.ts';
import { useZooKeeper } from '../../fixtures/zookeeper.ts';
import { FakeKeychain } from '../../unit/storage/fake-keychain.ts';
import { useWorkspaces, type TestWorkspace } from './harness.ts';

const zookeeper = useZooKeeper({ extraConfig: { tickTime: '500' } });
const openWorkspace = useWorkspaces();

/** Answers only once the user has unlocked it. */
class LockedKeychain extends FakeKeychain {
  isAsked = false;
  #unlock: () => void = () => undefined;
  readonly #unlocked = new Promise<void>((resolve) => (this.#unlock = resolve));

  override async state(): Promise<KeychainState> {
    this.isAsked = true;
    await this.#unlocked;
    return super.state();
  }

  unlock(): void {
    this.#unlock();
  }
}

const watchOf = (window: TestWorkspace) => window.workspace.snapshot('watches')[0];

async function openWatching(keychain: FakeKeychain): Promise<TestWorkspace> {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a': '' });
  const window = await openWorkspace({ keychain });
  await window.connect(test.connectString);
  await window.workspace.watches.add({ path: '/a', scope: 'subtree' }, window.context());
  await window.until(() => watchOf(window)?.state === 'live');
  return window;
}

it('keeping that is switched off while the keychain is locked stays off', async () => {
  const keychain = new LockedKeychain();
  const window = await openWatching(keychain);
  const { watches } = window.workspace;
  const id = watchOf(window)?.id ?? '';
  const on = watches.keepOnDisk({ id, isOn: true }, window.context());
  await window.until(() => keychain.isAsked);
  await watches.keepOnDisk({ id, isOn: false }, window.context());
  keychain.unlock();
  await on;
  expect(watchOf(window)).toMatchObject({ keepOnDisk: false });
  expect(watchOf(window)).not.toHaveProperty('historySize');
});

it('keeping that is switched off and on again while the keychain is locked is on', async () => {
  const keychain = new LockedKeychain();
  const window = await openWatching(keychain);
  const { watches } = window.workspace;
  const id = watchOf(window)?.id ?? '';
  const wishes = [true, false, true].map(async (isOn) => {
    await watches.keepOnDisk({ id, isOn }, window.context());
  });
  await window.until(() => keychain.isAsked);
  keychain.unlock();
  await Promise.all(wishes);
  expect(watchOf(window)).toMatchObject({ keepOnDisk: true });
  expect(watchOf(window)).toHaveProperty('historySize');
});

it('keeping that is switched off while a restored watch waits for the keychain stays off', async () => {
  const test = await zookeeper.withChroot();
  await test.seed({ '/a': '' });
  const first = await openWorkspace({ keychain: new FakeKeychain() });
  await first.connect(test.connectString);
  const { id } = await first.workspace.watches.add(
    { path: '/a', scope: 'subtree' },
    first.context(),
  );
  await first.workspace.watches.keepOnDisk({ id, isOn: true }, first.context());
  await first.app.dispose();

  const keychain = new LockedKeychain();
  const again = await openWorkspace({ keychain, folder: first.folder });
  await again.connect(test.connectString);
  await again.until(() => keychain.isAsked);
  const restored = watchOf(again)?.id ?? '';
  await again.workspace.watches.keepOnDisk({ id: restored, isOn: false }, again.context());
  keychain.unlock();
  await again.until(() => watchOf(again)?.state === 'live');
  expect(watchOf(again)).toMatchObject({ keepOnDisk: false });
  expect(watchOf(again)).not.toHaveProperty('historySize');
});
