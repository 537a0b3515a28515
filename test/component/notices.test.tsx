import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { registerCommands } from '../../renderer/commands/index.ts';
import { Notices } from '../../renderer/features/notices/index.ts';
import { changeLanguage } from '../../renderer/i18n/index.ts';
import { notify, notifyFailure, useNoticeStore } from '../../renderer/stores/notice-store.ts';
import type { Failure } from '../../shared/model/failure.ts';
import { openWindow, show } from './window.tsx';

const denied: Failure = {
  code: 'NO_AUTH',
  operation: 'setData',
  path: '/config',
  retryable: false,
};

afterEach(() => {
  vi.useRealTimers();
});

describe('notices', () => {
  test('are alerts for errors, which stay, and statuses for the rest, which leave', async () => {
    await openWindow();
    vi.useFakeTimers();
    show(<Notices />);
    act(() => {
      notifyFailure(denied);
      notify({ kind: 'info', text: 'Saved.' });
    });
    expect(screen.getByRole('alert').textContent).toContain('Saving /config failed');
    expect(screen.getByRole('status', { name: 'Notice' }).textContent).toContain('Saved.');
    expect(document.activeElement).toBe(document.body);
    act(() => {
      vi.advanceTimersByTime(10_000);
    });
    expect(screen.queryByRole('status', { name: 'Notice' })).toBeNull();
    expect(screen.getByRole('alert')).toBeTruthy();
  });

  test('stay while the pointer is on them', async () => {
    await openWindow();
    vi.useFakeTimers();
    show(<Notices />);
    act(() => {
      notify({ kind: 'info', text: 'Saved.' });
    });
    fireEvent.pointerEnter(screen.getByRole('status', { name: 'Notice' }));
    act(() => {
      vi.advanceTimersByTime(10_000);
    });
    fireEvent.pointerLeave(screen.getByRole('status', { name: 'Notice' }));
    act(() => {
      vi.advanceTimersByTime(10_000);
    });
    expect(screen.queryByRole('status', { name: 'Notice' })).toBeNull();
  });

  test('count up instead of piling up', async () => {
    await openWindow();
    show(<Notices />);
    act(() => {
      for (let i = 0; i < 3; i++) notifyFailure(denied);
      for (let i = 0; i < 9; i++) notify({ kind: 'error', text: `fault ${String(i)}` });
      notifyFailure({ ...denied, code: 'CANCELLED' });
    });
    expect(useNoticeStore.getState().notices).toHaveLength(5);
    act(() => useNoticeStore.setState({ notices: [] }));
    act(() => {
      for (let i = 0; i < 3; i++) notifyFailure(denied);
    });
    expect(screen.getByRole('alert').textContent).toContain('3 times');
  });

  test('can be dismissed, and offer an action', async () => {
    await openWindow();
    const run = vi.fn();
    const draft = {
      path: '/a',
      text: 'typed',
      base: { text: '', version: 0, mzxid: 1n },
      updatedAt: 0,
    };
    const unregister = registerCommands([
      {
        id: 'draft.restore',
        titleKey: 'node.undo',
        needsArgument: true,
        isEnabled: () => true,
        run,
      },
    ]);
    const { user } = show(<Notices />);
    act(() => {
      notify({ kind: 'error', text: 'First.' });
      notify({
        kind: 'error',
        text: 'Second.',
        action: { label: 'Undo', command: { id: 'draft.restore', argument: draft } },
      });
    });
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(run).toHaveBeenCalledExactlyOnceWith(draft);
    unregister();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('word a failure in the language of the window', async () => {
    await openWindow();
    show(<Notices />);
    act(() => notifyFailure(denied));
    await act(() => changeLanguage('zh-CN'));
    expect(screen.getByRole('alert').textContent).toContain('保存 /config 失败');
  });
});
