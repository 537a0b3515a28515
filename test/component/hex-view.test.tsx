import { fireEvent, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { HexView } from '../../renderer/features/node/hex-view.tsx';
import { useViewportHeight } from './layout.ts';
import { openWindow, show } from './window.tsx';

useViewportHeight(200);

const bytes = (length: number, value: number) => new Uint8Array(length).fill(value);

test('draws the rows in view only, and stays where it is when the value changes', async () => {
  await openWindow();
  const { rerender } = show(<HexView label="Node data" data={bytes(1_000_000, 0x41)} />);
  await screen.findByText('00000000');
  const view = screen.getByRole('textbox', { name: 'Node data' });
  expect(view.querySelectorAll('[class*=row]').length).toBeLessThan(60);
  expect(view.textContent).toContain('41 41 41');

  view.scrollTop = 20 * 1_000;
  fireEvent.scroll(view);
  await screen.findByText((16 * 1_000).toString(16).padStart(8, '0'));
  expect(screen.queryByText('00000000')).toBeNull();

  rerender(<HexView label="Node data" data={bytes(999_999, 0x42)} />);
  await waitFor(() => {
    expect(view.textContent).toContain('42 42 42');
  });
  expect(view.textContent).not.toContain('41 41');
  expect(screen.getByText((16 * 1_000).toString(16).padStart(8, '0'))).toBeTruthy();
});
