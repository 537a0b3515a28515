import { describe, expect, it } from 'vitest';
import { ActiveRow } from '../../../renderer/ui/windowed-rows/active-row.ts';
import { WindowedRows } from '../../../renderer/ui/windowed-rows/windowed-rows.ts';

/** A list of names that can be replaced by another, ten of them on screen. */
async function open(first: readonly string[]) {
  let names = first;
  let revision = 1;
  const list: WindowedRows<string> = new WindowedRows<string>({
    rowHeightPx: 24,
    keyOf: (name) => name,
    load: ({ from, count }) =>
      Promise.resolve({
        revision,
        rowCount: names.length,
        from,
        rows: names.slice(from, from + count),
      }),
    onError: (error) => {
      throw error;
    },
    chooseAnchors: () => [],
    onApplied: () => {
      active.follow();
    },
  });
  const active = new ActiveRow(list);
  list.resized(240);
  const show = async (next: readonly string[]) => {
    names = next;
    revision++;
    list.announce(revision);
    await expect.poll(() => list.view.store.revision).toBe(revision);
  };
  await show(first);
  return { list, active, show };
}

const hundred = Array.from({ length: 100 }, (_, i) => `name-${String(i)}`);

describe('the active row', () => {
  it('moves by keys, not beyond the ends, and stays in view', async () => {
    const { list, active } = await open(hundred);
    expect(active.state.getState()).toEqual({ index: 0, key: 'name-0' });
    expect(active.moveByKey('ArrowUp')).toBe(true);
    expect(active.state.getState().index).toBe(0);
    active.moveByKey('PageDown');
    expect(active.state.getState()).toEqual({ index: 8, key: 'name-8' });
    active.moveByKey('End');
    expect(active.state.getState().index).toBe(99);
    expect(list.visible.end).toBe(100);
    active.moveByKey('ArrowDown');
    expect(active.state.getState().index).toBe(99);
    active.moveByKey('Home');
    expect(active.state.getState().index).toBe(0);
    expect(list.visible.first).toBe(0);
    expect(active.moveByKey('a')).toBe(false);
  });

  it('stays the same row while others come before it', async () => {
    const { active, show } = await open(hundred);
    active.moveTo(3);
    await show(['new', 'newer', ...hundred]);
    expect(active.state.getState()).toEqual({ index: 5, key: 'name-3' });
  });

  it('is the one at its place when it has gone, or the last', async () => {
    const { active, show } = await open(hundred);
    active.moveTo(3);
    await show(hundred.filter((name) => name !== 'name-3'));
    expect(active.state.getState()).toEqual({ index: 3, key: 'name-4' });
    await show(['only']);
    expect(active.state.getState()).toEqual({ index: 0, key: 'only' });
    active.reset();
    await show([]);
    expect(active.state.getState()).toEqual({ index: 0, key: null });
  });
});
