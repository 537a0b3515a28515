import { screen } from '@testing-library/react';
import { afterEach, beforeEach } from 'vitest';
import type { NodeSnapshot, WriteBase } from '../../../shared/model/node.ts';
import { conflictViews } from '../../../renderer/features/conflict/index.ts';
import { NodePanel, nodeViews } from '../../../renderer/features/node/index.ts';
import { goTo } from '../../../renderer/stores/selection-store.ts';
import { registerViews } from '../../../renderer/views/index.ts';
import { fail, type FakeBridge, type FakeHandlers } from '../fake-bridge.ts';
import { forgetEdits, makeNode, settled, type PresentNode } from '../node-samples.ts';
import { connected, openWindow, show, type WindowOptions } from '../window.tsx';

export const path = '/config/timeout';

/** Registers the views of a node, for each test of a file, and forgets what was typed in it. */
export function useNodeViews(): void {
  let unregister = () => {};
  beforeEach(() => {
    unregister = registerViews([...nodeViews, ...conflictViews]);
  });
  afterEach(() => {
    unregister();
    forgetEdits();
  });
}

export async function openNode(snapshot: NodeSnapshot, options: WindowOptions = {}) {
  const fake = await openWindow({ connection: connected, ...options });
  goTo(snapshot.path);
  const shown = show(<NodePanel />);
  await settled(() => fake.publish('node', snapshot));
  return { fake, ...shown };
}

export const editor = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Node data' });
export const saveButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Save' });
export const publish = (fake: FakeBridge, snapshot: NodeSnapshot) =>
  settled(() => fake.publish('node', snapshot));

/** A server that holds one node and checks versions as ZooKeeper does. */
export function serverWith(present: PresentNode): FakeHandlers & { node: PresentNode } {
  const server = {
    node: present,
    'node.read': () => ({ data: server.node.data, stat: server.node.stat }),
    'node.save': ({ data, base }: { data: Uint8Array | null; base: WriteBase }) => {
      const { version, mzxid } = base;
      const { stat } = server.node;
      if (version !== stat.version || mzxid !== stat.mzxid) throw fail({ code: 'BAD_VERSION' });
      server.node = makeNode(path, data, { version: version + 1 });
      return server.node.stat;
    },
  };
  return server;
}
