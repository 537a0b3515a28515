import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { LicencesDialog } from '../../renderer/features/licences/licences-dialog.tsx';
import { fail } from './fake-bridge.ts';
import { openWindow, show } from './window.tsx';

test('shows the licences of the libraries in a part that can be scrolled by keyboard', async () => {
  await openWindow();
  show(<LicencesDialog />);
  const notices = await screen.findByRole('region', { name: 'Licences of the libraries' });
  expect(notices.textContent).toContain('some library 1.0.0 (MIT)');
  expect(notices.tabIndex).toBe(0);
});

test('says why they could not be read', async () => {
  await openWindow({
    handlers: {
      'app.getNotices': () => {
        throw fail({ code: 'STORAGE_FAILED' });
      },
    },
  });
  show(<LicencesDialog />);
  const notices = await screen.findByRole('region', { name: 'Licences of the libraries' });
  await waitFor(() => {
    expect(notices.textContent).not.toBe('');
  });
});
