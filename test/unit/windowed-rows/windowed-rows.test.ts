import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  WindowedRows,
  type RowsRequest,
} from '../../../renderer/ui/windowed-rows/windowed-rows.ts';
import type { RowsWindow } from '../../../renderer/ui/windowed-rows/row-store.ts';

/** The main process: a list that can be edited, with answers that are given when the test says so. */
class Server {
  revision = 1;
  rows: string[];
  readonly requests: RowsRequest<string>[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(count: number) {
    this.rows = Array.from({ length: count }, (_, i) => `row-${String(i)}`);
  }

  load = (request: RowsRequest<string>): Promise<RowsWindow<string>> => {
    this.requests.push(request);
    return new Promise((resolve) => {
      this.#waiting.push(() => {
        resolve(this.#answer(request));
      });
    });
  };

  async answerAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      this.#waiting.shift()?.();
      // What is asked for next comes some turns later.
      for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    }
  }

  #answer({ from, count, anchor }: RowsRequest<string>): RowsWindow<string> {
    const at = anchor ? this.rows.indexOf(anchor.row) : -1;
    const start = anchor && at !== -1 ? Math.max(0, at - anchor.offset) : from;
    return {
      revision: this.revision,
      rowCount: this.rows.length,
      from: start,
      rows: this.rows.slice(start, start + count),
    };
  }
}

/** By the page's own clock. Here nothing takes time unless a test says so. */
let now = 0;

beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

afterEach(() => {
  vi.restoreAllMocks();
});

async function open(count: number) {
  const server = new Server(count);
  const onError = vi.fn();
  const list = new WindowedRows<string>({
    rowHeightPx: 24,
    keyOf: (row) => row,
    load: server.load,
    onError,
  });
  list.resized(480);
  list.announce(server.revision);
  await server.answerAll();
  return { server, list, onError };
}

function top(list: WindowedRows<string>): string | undefined {
  return list.rowAt(list.visible.first);
}

describe('WindowedRows', () => {
  it('asks for nothing before rows are announced', () => {
    const server = new Server(10);
    const list = new WindowedRows<string>({
      rowHeightPx: 24,
      keyOf: (row) => row,
      load: server.load,
      onError: vi.fn(),
    });
    list.resized(480);
    list.scrolled(0);
    expect(server.requests).toEqual([]);
  });

  it('reads what is on screen and around it, once', async () => {
    const { server, list } = await open(100_000);
    expect(server.requests).toHaveLength(1);
    expect(list.view.store.rowCount).toBe(100_000);
    expect(top(list)).toBe('row-0');
    list.scrolled(24 * 5);
    await server.answerAll();
    expect(server.requests).toHaveLength(1);
  });

  it('asks one window at a time, and for the newest wish next', async () => {
    const { server, list } = await open(100_000);
    for (let row = 1_000; row <= 50_000; row += 1_000) list.scrolled(row * 24);
    expect(server.requests).toHaveLength(2);
    await server.answerAll();
    expect(server.requests).toHaveLength(3);
    expect(top(list)).toBe('row-50000');
  });

  it('keeps the rows on screen where they are when rows come above', async () => {
    const { server, list } = await open(1_000);
    list.scrolled(300 * 24 + 7);
    await server.answerAll();
    server.rows.splice(10, 0, 'new-1', 'new-2', 'new-3');
    server.revision = 2;
    list.announce(2);
    expect(top(list)).toBe('row-300');
    await server.answerAll();
    expect(top(list)).toBe('row-300');
    expect(list.view.position.physicalPx).toBe(303 * 24 + 7);
    expect(list.view.placement).toBe(1);
  });

  it('keeps the other rows in place when the topmost is gone', async () => {
    const { server, list } = await open(1_000);
    list.scrolled(300 * 24);
    await server.answerAll();
    server.rows.splice(300, 1);
    server.revision = 2;
    list.announce(2);
    await server.answerAll();
    // The row above it fills the gap, and nothing else moves.
    expect(top(list)).toBe('row-299');
    expect(list.rowAt(list.visible.first + 1)).toBe('row-301');
  });

  it('shows what it has while the next revision is on its way', async () => {
    const { server, list } = await open(1_000);
    server.revision = 2;
    list.announce(2);
    expect(list.rowAt(0)).toBe('row-0');
    list.scrolled(20 * 24);
    expect(top(list)).toBe('row-20');
    await server.answerAll();
    expect(top(list)).toBe('row-20');
  });

  it('asks again when more has changed meanwhile, and only then', async () => {
    const { server, list } = await open(1_000);
    server.revision = 2;
    list.announce(2);
    server.revision = 3;
    list.announce(3);
    await server.answerAll();
    // The answer was given at revision 3 already.
    expect(server.requests).toHaveLength(2);
    expect(list.view.store.revision).toBe(3);
  });

  it('moves up when the list becomes shorter than where it stands', async () => {
    const { server, list } = await open(1_000);
    list.scrolled(900 * 24);
    await server.answerAll();
    server.rows.length = 50;
    server.revision = 2;
    list.announce(2);
    await server.answerAll();
    expect(list.visible).toEqual({ first: 30, end: 50 });
    expect(top(list)).toBe('row-30');
  });

  it('scrolls no further than needed to show a row', async () => {
    const { list } = await open(1_000);
    list.scrollToRow(5);
    expect(list.view.placement).toBe(0);
    list.scrollToRow(20);
    expect(list.view.position.physicalPx).toBe(24);
    list.scrollToRow(500, 'center');
    expect(list.visible).toEqual({ first: 490, end: 511 });
  });

  it('jumps to a row that is in a revision not announced yet', async () => {
    const { server, list } = await open(10);
    server.rows = Array.from({ length: 5_000 }, (_, i) => `new-${String(i)}`);
    server.revision = 2;
    list.jumpToRow(4_000);
    await server.answerAll();
    expect(list.rowAt(4_000)).toBe('new-4000');
    expect(list.visible.first).toBeLessThanOrEqual(4_000);
    expect(list.visible.end).toBeGreaterThan(4_000);
  });

  it('puts the thumb of a very long list where it belongs once scrolling has stopped', async () => {
    vi.useFakeTimers();
    try {
      const list = new WindowedRows<string>({
        rowHeightPx: 24,
        keyOf: (row) => row,
        load: ({ from }) =>
          Promise.resolve({ revision: 1, rowCount: 5_000_000, from, rows: ['somewhere'] }),
        onError: vi.fn(),
      });
      list.resized(480);
      list.announce(1);
      await vi.advanceTimersByTimeAsync(0);
      list.jumpToRow(2_500_000);
      const { physicalPx } = list.view.position;
      for (let step = 1; step <= 100; step++) list.scrolled(physicalPx + step * 100);
      const before = list.visible;
      await vi.advanceTimersByTimeAsync(200);
      expect(list.visible).toEqual(before);
      // 10,000 px of 120 million are 2,500 px of the 30 million the element has.
      expect(list.view.position.physicalPx - physicalPx).toBeCloseTo(2_500, -1);
    } finally {
      vi.useRealTimers();
    }
  });

  it('reports a window that could not be had, and asks again with the next news', async () => {
    const onError = vi.fn();
    const load = vi
      .fn<(request: RowsRequest<string>) => Promise<RowsWindow<string>>>()
      .mockRejectedValueOnce(new Error('gone'))
      .mockResolvedValue({ revision: 2, rowCount: 1, from: 0, rows: ['a'] });
    const list = new WindowedRows<string>({ rowHeightPx: 24, keyOf: (row) => row, load, onError });
    list.announce(1);
    await expect.poll(() => onError.mock.calls.length).toBe(1);
    list.announce(2);
    await expect.poll(() => list.rowAt(0)).toBe('a');
  });

  it('rests after rows that were dear to draw, but not where others are scrolled to', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const { server, list } = await open(1_000);
      const stopDrawing = list.state.subscribe(() => (now += 10));
      list.announce(++server.revision);
      await server.answerAll();
      stopDrawing();
      const { length } = server.requests;
      list.announce(++server.revision);
      expect(server.requests).toHaveLength(length);
      list.scrolled(500 * 24);
      expect(server.requests).toHaveLength(length + 1);
      await server.answerAll();
      list.announce(++server.revision);
      now += 1_000;
      await vi.advanceTimersByTimeAsync(1_000);
      await server.answerAll();
      expect(list.view.store.revision).toBe(server.revision);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ignores an answer that comes after it was stopped', async () => {
    const { server, list } = await open(1_000);
    server.revision = 2;
    server.rows = ['other'];
    list.announce(2);
    list.stop();
    await server.answerAll();
    expect(list.rowAt(0)).toBe('row-0');
  });
});
