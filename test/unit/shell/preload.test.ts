import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Bridge } from '../../../shared/contract/bridge.ts';
import { callNames } from '../../../shared/contract/call-names.ts';

const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { on: vi.fn(), send: vi.fn(), invoke: vi.fn() },
}));
vi.mock('electron', () => electron);

let bridge: Bridge;
let deliver: (topic: string, value: unknown) => void;

beforeEach(async () => {
  vi.resetModules();
  await import('../../../electron/preload.ts');
  bridge = electron.contextBridge.exposeInMainWorld.mock.lastCall?.[1] as Bridge;
  const listener = electron.ipcRenderer.on.mock.lastCall?.[1] as (...args: unknown[]) => void;
  deliver = (topic, value) => listener({}, topic, value);
});
afterEach(() => {
  vi.clearAllMocks();
});

describe('bridge', () => {
  test('the page gets named functions and nothing of Electron', () => {
    expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledExactlyOnceWith(
      'treekeeper',
      bridge,
    );
    expect(Object.keys(bridge).sort()).toEqual(['calls', 'cancel', 'subscribe']);
    expect(Object.keys(bridge.calls)).toEqual(callNames);
  });

  test('a call carries its name, its input and its id', async () => {
    electron.ipcRenderer.invoke.mockResolvedValue({ ok: true, value: undefined });
    await bridge.calls['tree.expand']({ path: '/a' }, 'id');
    expect(electron.ipcRenderer.invoke).toHaveBeenCalledExactlyOnceWith(
      'treekeeper:call',
      'tree.expand',
      { path: '/a' },
      'id',
    );
    bridge.cancel('id');
    expect(electron.ipcRenderer.send).toHaveBeenCalledExactlyOnceWith('treekeeper:cancel', 'id');
  });

  test('each listener is asked a value for, and the topic is left with the last one', () => {
    const first = vi.fn();
    const second = vi.fn();
    const stopFirst = bridge.subscribe('tree', first);
    const stopSecond = bridge.subscribe('tree', second);
    expect(electron.ipcRenderer.send.mock.calls).toEqual([
      ['treekeeper:subscribe', 'tree'],
      ['treekeeper:subscribe', 'tree'],
    ]);
    deliver('tree', 1);
    deliver('changes', 2);
    deliver('no such topic', 3);
    stopFirst();
    stopFirst();
    deliver('tree', 4);
    expect(first.mock.calls).toEqual([[1]]);
    expect(second.mock.calls).toEqual([[1], [4]]);
    expect(electron.ipcRenderer.send).not.toHaveBeenCalledWith('treekeeper:unsubscribe', 'tree');
    stopSecond();
    expect(electron.ipcRenderer.send).toHaveBeenLastCalledWith('treekeeper:unsubscribe', 'tree');
  });

  test('a topic that is not in the contract cannot be listened to', () => {
    expect(() => bridge.subscribe('treekeeper:call' as 'tree', vi.fn())).toThrow();
    expect(electron.ipcRenderer.send).not.toHaveBeenCalled();
  });
});
