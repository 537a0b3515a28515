import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { expect, test } from 'vitest';
import type { IpcTransport } from '../../../electron/shell/ipc-transport.ts';
import type { Log } from '../../../electron/shell/log.ts';
import { TabStrip } from '../../../electron/shell/tab-strip.ts';

/** The contents of a window, as far as a strip uses them. */
class FakeContents extends EventEmitter {
  readonly id = 1;
  loads = 0;

  loadURL(): Promise<void> {
    this.loads++;
    return Promise.resolve();
  }

  isDestroyed(): boolean {
    return false;
  }
}

function setUp() {
  const contents = new FakeContents();
  let now = 100_000;
  const strip = new TabStrip(contents as unknown as WebContents, {
    address: { url: 'app://x/index.html', stripUrl: 'app://x/strip.html', origin: 'app://x' },
    transport: { connectStrip: () => ({ dispose: () => undefined }) } as unknown as IpcTransport,
    log: { error: () => undefined } as unknown as Log,
    state: () => ({ tabs: [], shownId: 1, language: 'en', theme: 'system' }),
    act: () => undefined,
    clock: () => now,
  });
  const crash = async (at: number) => {
    now = at;
    contents.emit('render-process-gone', {}, { reason: 'crashed' });
    // What follows a crash comes after its event.
    await new Promise(setImmediate);
  };
  const turnTo = (at: number) => {
    now = at;
    strip.revive();
  };
  return { contents, crash, turnTo };
}

test('a strip that crashes is loaded again at once', async () => {
  const { contents, crash, turnTo } = setUp();
  await crash(100_000);
  expect(contents.loads).toBe(1);
  turnTo(120_000);
  expect(contents.loads, 'it is there already').toBe(1);
});

test('one that crashes again soon is loaded when the user turns to it later, once for each time', async () => {
  const { contents, crash, turnTo } = setUp();
  await crash(100_000);
  await crash(101_000);
  expect(contents.loads, 'not by itself').toBe(1);
  turnTo(110_999);
  expect(contents.loads, 'it has crashed just now').toBe(1);
  turnTo(111_000);
  turnTo(111_000);
  expect(contents.loads).toBe(2);
  await crash(111_500);
  expect(contents.loads, 'a third crash begins no circle').toBe(3);
  await crash(111_600);
  turnTo(111_700);
  expect(contents.loads).toBe(3);
  turnTo(130_000);
  expect(contents.loads).toBe(4);
});
