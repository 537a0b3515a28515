import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { PathBox } from '../../renderer/app/path-box.tsx';
import { goTo, useSelectionStore } from '../../renderer/stores/selection-store.ts';
import type { Stat } from '../../shared/model/stat.ts';
import { fail, type FakeHandlers } from './fake-bridge.ts';
import { connected, openWindow, show } from './window.tsx';

const existing = new Set(['/', '/services', '/services/orders', '/secret']);
const handlers: FakeHandlers = {
  'node.getAcl': ({ path }) => {
    if (path === '/secret') throw fail({ code: 'NO_AUTH', path });
    if (!existing.has(path)) throw fail({ code: 'NO_NODE', path });
    return { path, acl: [], entryCount: 0, stat: {} as Stat };
  },
};
const box = () => screen.getByRole('textbox', { name: 'Path' });

async function openPathBox(more: FakeHandlers = {}) {
  const fake = await openWindow({ connection: connected, handlers: { ...handlers, ...more } });
  goTo('/services');
  return { fake, ...show(<PathBox />) };
}

describe('the path box', () => {
  test('shows the selected path', async () => {
    await openPathBox();
    expect(box()).toHaveProperty('value', '/services');
    act(() => goTo('/secret'));
    expect(box()).toHaveProperty('value', '/secret');
  });

  test('goes where Enter says', async () => {
    const { user } = await openPathBox();
    await user.clear(box());
    await user.type(box(), '/services/orders{Enter}');
    await waitFor(() => expect(useSelectionStore.getState().selectedPath).toBe('/services/orders'));
  });

  test('goes to a node that is there but not to be read', async () => {
    const { user } = await openPathBox();
    await user.clear(box());
    await user.type(box(), '/secret{Enter}');
    await waitFor(() => expect(useSelectionStore.getState().selectedPath).toBe('/secret'));
  });

  test.each([
    ['services', /begins with a slash/],
    ['/a//b', /two slashes/],
    ['/a/../b', /“..” cannot be a name/],
    ['/services/', /does not end with a slash/],
  ])('reports what is wrong with %s and asks no server', async (text, sentence) => {
    const { user, fake } = await openPathBox();
    await user.clear(box());
    await user.type(box(), `${text}{Enter}`);
    expect((await screen.findByRole('alert')).textContent).toMatch(sentence);
    expect(box().getAttribute('aria-invalid')).toBe('true');
    expect(fake.inputsOf('node.getAcl')).toEqual([]);
    expect(useSelectionStore.getState().selectedPath).toBe('/services');
  });

  test('names the nearest parent of a node that is not there, and leads to it', async () => {
    const { user } = await openPathBox();
    await user.clear(box());
    await user.type(box(), '/services/orders/gone/deeper{Enter}');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('/services/orders/gone/deeper does not exist');
    await user.click(screen.getByRole('button', { name: '/services/orders' }));
    expect(useSelectionStore.getState().selectedPath).toBe('/services/orders');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  test('words a failure of the connection', async () => {
    const { user } = await openPathBox({
      'node.getAcl': ({ path }) => {
        throw fail({ code: 'NOT_CONNECTED', path });
      },
    });
    await user.type(box(), '/orders{Enter}');
    expect((await screen.findByRole('alert')).textContent).toMatch(/no connection/);
  });

  test('takes back what was typed with Escape', async () => {
    const { user } = await openPathBox();
    await user.type(box(), '//{Enter}');
    await screen.findByRole('alert');
    await user.keyboard('{Escape}');
    expect(box()).toHaveProperty('value', '/services');
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
