import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { PanelBoundary } from '../../renderer/views/index.ts';
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

test('a fault is over once the panel shows something else', async () => {
  await openWindow();
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  function Panel({ path }: { readonly path: string }) {
    if (path === '/odd') throw new Error('broken');
    return <p>{path}</p>;
  }
  const at = (path: string) => (
    <PanelBoundary shows={path}>
      <Panel path={path} />
    </PanelBoundary>
  );
  const { rerender } = show(at('/odd'));
  rerender(at('/odd'));
  expect(screen.getByRole('alert')).toBeTruthy();
  rerender(at('/other'));
  expect(screen.getByText('/other')).toBeTruthy();
});
