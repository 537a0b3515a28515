import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { makeNode, makeStat, settled } from '../node-samples.ts';
import { connected } from '../window.tsx';
import {
  editor,
  openNode,
  path,
  publish,
  saveButton,
  serverWith,
  useNodeViews,
} from './node-window.tsx';

vi.mock('../../../renderer/monaco/index.ts', () => import('../fake-monaco.tsx'));

useNodeViews();

describe('a node', () => {
  it('at the root of an absent chroot offers to create the chroot, where that is allowed', async () => {
    const { fake, user } = await openNode({ kind: 'absent', path: '/' });
    expect(screen.getByText('The chroot /app does not exist')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Create it' }));
    expect(fake.inputsOf('session.createChroot')).toHaveLength(1);
    const profile = { ...connected.profile, readOnly: true };
    await settled(() => fake.publish('connection', { ...connected, profile }));
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Create it' }).disabled).toBe(
      true,
    );
    expect(screen.getByText(/connect without read-only to create it/)).toBeTruthy();
  });

  it('shows what a new session reads in place of what was saved in the one before', async () => {
    const server = serverWith(makeNode(path, 'before', { mzxid: 900n }));
    const { fake, user } = await openNode(server.node, { handlers: server });
    await user.clear(editor());
    await user.type(editor(), 'saved');
    await user.click(saveButton());
    await waitFor(() => expect(editor().value).toBe('saved'));
    await settled(() =>
      fake.publish('connection', { ...connected, expiry: { at: 5, ephemeralsLost: 0 } }),
    );
    await publish(fake, makeNode(path, 'another data set', { mzxid: 2n }));
    expect(editor().value).toBe('another data set');
  });

  it('opens and shows its data in the textbox "Node data" of the region "Data"', async () => {
    const { fake } = await openNode(makeNode(path, '3000'));
    expect(fake.inputsOf('node.open')).toEqual([{ path }]);
    const region = screen.getByRole('region', { name: 'Data' });
    expect(within(region).getByRole('textbox', { name: 'Node data' })).toHaveProperty(
      'value',
      '3000',
    );
    expect(saveButton().disabled).toBe(true);
  });

  it('shows each field of Stat with exact ids', async () => {
    await openNode(
      makeNode(path, '3000', {
        ephemeralOwner: 0x7fff_ffff_ffff_fff1n,
        czxid: 0x1_0000_004a2n,
        version: 12,
      }),
    );
    const table = screen.getByRole('table', { name: 'Stat' });
    const headers = within(table).getAllByRole('rowheader');
    expect(headers.map((header) => header.textContent.trim()).sort()).toEqual(
      [
        'aversion',
        'ctime',
        'cversion',
        'czxid',
        'dataLength',
        'ephemeralOwner',
        'mtime',
        'mzxid',
        'numChildren',
        'pzxid',
        'version',
      ].sort(),
    );
    const row = (name: string) => within(table).getByRole('row', { name: new RegExp(`^${name} `) });
    expect(row('ephemeralOwner').textContent).toContain('0x7ffffffffffffff1');
    expect(row('czxid').textContent).toContain('epoch 16');
    expect(row('version').textContent).toBe('version 12');
    expect(screen.getByText('Ephemeral')).toBeTruthy();
  });

  it.each([9e15, -9e15, Number.MAX_VALUE, NaN])(
    'shows a time of %d as the number it is',
    async (time) => {
      await openNode(makeNode(path, '3000', { ctime: time, mtime: time }));
      const table = screen.getByRole('table', { name: 'Stat' });
      for (const field of ['ctime', 'mtime']) {
        const row = within(table).getByRole('row', { name: new RegExp(`^${field} `) });
        expect(row.textContent).toContain(`${String(time)} not a time`);
      }
    },
  );

  it('reads the ACL when it is asked for', async () => {
    const { user } = await openNode(makeNode(path, 'x'), {
      handlers: {
        'node.getAcl': () => ({
          path,
          acl: [
            { scheme: 'world', id: 'anyone', permissions: 1 },
            { scheme: 'digest', id: 'bob:hash', permissions: 31 },
          ],
          entryCount: 2,
          stat: makeStat({ aversion: 3 }),
        }),
      },
    });
    await user.click(screen.getByRole('tab', { name: 'ACL' }));
    const table = await screen.findByRole('table', { name: 'ACL' });
    expect(within(table).getByText('read').textContent).toBeTruthy();
    expect(within(table).getByText('cdrwa')).toBeTruthy();
    expect(screen.getByText('aversion 3')).toBeTruthy();
  });

  it('that is not there says so', async () => {
    const { user } = await openNode({ kind: 'absent', path });
    expect(screen.getByText('/config/timeout does not exist')).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Go to /config' }));
    expect(screen.queryByText('/config/timeout does not exist')).toBeNull();
  });

  it('that cannot be read says why and can be tried again', async () => {
    await openNode({
      kind: 'failed',
      path,
      failure: { code: 'NO_AUTH', operation: 'getData', path, retryable: false },
    });
    expect(screen.getByRole('alert').textContent).toMatch(/permission/);
    expect(screen.getByRole('button', { name: 'Try again' })).toBeTruthy();
  });

  it('follows the server while nothing is typed', async () => {
    const { fake } = await openNode(makeNode(path, 'first'));
    await publish(fake, makeNode(path, 'second', { version: 1 }));
    expect(editor().value).toBe('second');
    expect(screen.getByText(/^Changed .*, version 0 → 1$/)).toBeTruthy();
  });
});

describe('the value', () => {
  it('of no data is distinguished from an empty one', async () => {
    const { fake, user } = await openNode(makeNode(path, null));
    expect(screen.getByText(/^No data/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Start typing' }));
    expect(document.activeElement).toBe(editor());
    expect(saveButton().disabled).toBe(true);
    await publish(fake, makeNode(path, '', { version: 1 }));
    expect(screen.getByText(/^Empty value/)).toBeTruthy();
  });

  it('can be made empty where there was none', async () => {
    const server = serverWith(makeNode(path, null));
    const { fake, user } = await openNode(server.node, { handlers: server });
    await user.click(screen.getByRole('button', { name: 'Store an empty value' }));
    await waitFor(() => expect(fake.inputsOf('node.save')).toHaveLength(1));
    expect(fake.inputsOf('node.save')[0]).toMatchObject({
      path,
      data: new Uint8Array(0),
      base: { version: 0, data: null },
    });
  });

  it('is called sequential where main has found it so, and not by its looks alone', async () => {
    const looks = makeNode('/queue/item-0000000003', 'x');
    const { fake } = await openNode({ ...looks, sequenceLength: 10 });
    expect(screen.getByText('Sequential by name')).toBeTruthy();
    await publish(fake, looks);
    expect(screen.queryByText('Sequential by name')).toBeNull();
  });

  it('that is not text is shown as bytes and cannot be edited', async () => {
    await openNode(makeNode(path, Uint8Array.of(0xde, 0xad, 0, 0xef)));
    const view = screen.getByRole('textbox', { name: 'Node data' });
    expect(view.getAttribute('aria-readonly')).toBe('true');
    expect(screen.getByText(/not UTF-8/)).toBeTruthy();
    expect(saveButton().disabled).toBe(true);
  });

  it('names the language it found, and another can be chosen', async () => {
    const { user } = await openNode(makeNode(path, '{"a": 1}'));
    const language = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Language' });
    expect(language.selectedOptions[0]?.textContent).toBe('JSON (detected)');
    expect(editor().dataset.language).toBe('json');
    await user.selectOptions(language, 'yaml');
    expect(editor().dataset.language).toBe('yaml');
  });

  it('with Windows line ends and a byte order mark says so', async () => {
    await openNode(makeNode(path, '\uFEFFa\r\nb\r\n'));
    expect(screen.getByText('UTF-8 · BOM · CRLF')).toBeTruthy();
    expect(editor().value).toBe('a\nb\n');
  });
});
