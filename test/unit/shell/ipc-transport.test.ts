import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { WebContents } from 'electron';
import type { Publisher } from '../../../electron/ipc/publisher.ts';
import { UntrustedSenderError, type Router } from '../../../electron/ipc/router.ts';
import { IpcTransport } from '../../../electron/shell/ipc-transport.ts';
import type { Log } from '../../../electron/shell/log.ts';
import type { Sender } from '../../../electron/shell/sender.ts';

type Listener = (event: unknown, ...args: unknown[]) => unknown;

const channels = vi.hoisted(() => new Map<string, Listener>());
vi.mock('electron', () => ({
  ipcMain: {
    handle: (channel: string, listener: Listener) => channels.set(channel, listener),
    on: (channel: string, listener: Listener) => channels.set(channel, listener),
  },
}));

const page = { origin: 'app://treekeeper' };
const contents = { id: 7, mainFrame: page } as unknown as WebContents;
const fromPage = { sender: contents, senderFrame: page };

function setUp() {
  const router = {
    call: vi.fn((..._args: unknown[]) => Promise.resolve({ ok: true, value: 1 })),
    cancel: vi.fn(),
    requireTrust: vi.fn(),
  };
  const publisher = { subscribe: vi.fn(), unsubscribe: vi.fn() };
  const log = { warn: vi.fn() };
  const transport = new IpcTransport(log as unknown as Log);
  const connection = transport.connect(contents, {
    router: router as unknown as Router<Sender>,
    publisher: publisher as unknown as Publisher,
  });
  return { router, publisher, log, connection };
}

function receive(channel: string, event: unknown, ...args: unknown[]): unknown {
  return channels.get(`treekeeper:${channel}`)?.(event, ...args);
}

beforeEach(() => {
  channels.clear();
});

describe('ipc transport', () => {
  test('a call reaches the router of its window, with what is known of the sender', async () => {
    const { router } = setUp();
    expect(await receive('call', fromPage, 'tree.expand', { path: '/' }, 'id')).toEqual({
      ok: true,
      value: 1,
    });
    const sender = { contentsId: 7, origin: page.origin, isTopFrame: true };
    expect(router.call).toHaveBeenCalledExactlyOnceWith(sender, 'tree.expand', { path: '/' }, 'id');
    await receive('call', { sender: contents, senderFrame: { origin: 'null' } }, 'x');
    expect(router.call.mock.lastCall?.at(0)).toEqual({
      contentsId: 7,
      origin: 'null',
      isTopFrame: false,
    });
  });

  test('a window that is not known, or not any more, and a frame that is gone are rejected', () => {
    const { router, connection } = setUp();
    const stranger = { sender: { id: 8, mainFrame: page }, senderFrame: page };
    expect(() => receive('call', stranger, 'x')).toThrow(UntrustedSenderError);
    expect(() => receive('call', { sender: contents, senderFrame: null }, 'x')).toThrow(
      UntrustedSenderError,
    );
    connection.dispose();
    expect(() => receive('call', fromPage, 'x')).toThrow(UntrustedSenderError);
    expect(router.call).not.toHaveBeenCalled();
  });

  test('subscriptions and cancels of an untrusted sender are refused and logged', () => {
    const { router, publisher, log } = setUp();
    receive('subscribe', fromPage, 'tree');
    receive('unsubscribe', fromPage, 'tree');
    receive('cancel', fromPage, 'id');
    expect(publisher.subscribe).toHaveBeenCalledExactlyOnceWith('tree');
    expect(publisher.unsubscribe).toHaveBeenCalledExactlyOnceWith('tree');
    expect(router.cancel).toHaveBeenCalledOnce();
    const refuse = () => {
      throw new UntrustedSenderError();
    };
    router.requireTrust.mockImplementation(refuse);
    router.cancel.mockImplementation(refuse);
    for (const channel of ['subscribe', 'unsubscribe', 'cancel'])
      receive(channel, fromPage, 'tree');
    expect(publisher.subscribe).toHaveBeenCalledOnce();
    expect(publisher.unsubscribe).toHaveBeenCalledOnce();
    expect(log.warn).toHaveBeenCalledTimes(3);
  });
});
