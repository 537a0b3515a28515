import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { PanelBoundary } from '../../renderer/app/panel-boundary.tsx';
import { openWindow, show } from './window.tsx';

test('a panel that breaks says so with an incident id and can be loaded again', async () => {
  await openWindow();
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let isBroken = true;
  function Panel() {
    if (isBroken) throw new Error('broken');
    return <p>whole again</p>;
  }
  const { user } = show(
    <>
      <PanelBoundary>
        <Panel />
      </PanelBoundary>
      <p>neighbour</p>
    </>,
  );
  const [, incident] = /incident (\w+)/.exec(screen.getByRole('alert').textContent) ?? [];
  expect(incident).toMatch(/^[0-9a-f]{8}$/);
  expect(log.mock.calls.flat().join(' ')).toContain(`incident ${String(incident)}`);
  expect(screen.getByText('neighbour')).toBeTruthy();
  isBroken = false;
  await user.click(screen.getByRole('button', { name: 'Reload panel' }));
  expect(screen.getByText('whole again')).toBeTruthy();
});
